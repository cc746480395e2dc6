"""Exhibits about the file as a whole: what is no workbook, or no VfM workbook."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path

from tests import making
from tests.gallery.exhibit import replaced
from tests.gallery.files import DAMAGED, MIB, beyond_the_last_text, holding, locked
from tests.ledger.books import AUDIT, CLAIM, INITIATIVE, book, small_report, small_return
from tests.ledger.gallery.exhibit import Exhibit, Make, parts, refused, typed
from tests.ledger.gallery.rows import later

ROOT = Path(__file__).parents[3]


def bomb(folder: Path) -> Path:
    """Half a megabyte that unpacks to 450 MiB."""
    path = book(folder)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as part:
        for _ in range(450):
            part.write(bytes(MIB))
    return path


def half(folder: Path) -> Path:
    """A workbook of which half arrived."""
    path = book(folder)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def folder_of_that_name(folder: Path) -> Path:
    (folder / "ho.xlsx").mkdir()
    return folder / "ho.xlsx"


def review(folder: Path) -> Path:
    """A review workbook, of which the ledger is no reader."""
    return making.write(folder / "review.xlsx", making.small_review())


@cache
def _settled() -> bytes:
    import tempfile

    from spendreview.allocation import allocate
    from spendreview.report import write_settlement
    from spendreview.review import load_review

    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "settlement.xlsx"
        write_settlement(allocate(load_review(review(Path(name)))), out)
        return out.read_bytes()


def settlement(folder: Path) -> Path:
    """What a run wrote."""
    (folder / "settlement.xlsx").write_bytes(_settled())
    return folder / "settlement.xlsx"


def only(*titles: str) -> Make:
    """A workbook with some of the sheets of the small return."""
    rows = {title: own for title, own in small_return().items() if title in titles}
    return lambda folder: book(folder, rows)


FILES: tuple[Exhibit, ...] = (
    refused("no such file", lambda folder: folder / "nowhere.xlsx", "WB001"),
    refused("a folder called like a workbook", folder_of_that_name, "WB001"),
    refused("a workbook that another program holds open", book, "WB001", around=locked),
    refused("a CSV", holding("ho.csv", b"initiative,year,gross\n"), "WB002"),
    refused("an .xls file", holding("ho.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "WB002"),
    refused("an .ods file", holding("ho.ods", b"PK\x03\x04"), "WB002"),
    refused("a password", holding("ho.xlsx", b"\xd0\xcf\x11\xe0" + bytes(400) + "EncryptedPackage".encode("utf-16-le")), "WB003"),
    refused("an empty file", holding("ho.xlsx", b""), "WB004"),
    refused("a CSV renamed .xlsx", holding("ho.xlsx", b"initiative,year,gross\n"), "WB004"),
    refused("a workbook of which half arrived", half, "WB004"),
    refused("entities that multiply", parts({"xl/workbook.xml": lambda content: DAMAGED.encode()}), "WB004"),
    refused("a sheet that breaks off", parts({"Claims": lambda content: content[: len(content) // 2]}), "WB004"),
    refused("a text beyond the last one", parts({"Claims": beyond_the_last_text}), "WB004"),
    refused("a zip bomb", bomb, "WB005"),
    refused("a workbook with nothing in it", {"Sheet1": []}, "LG801"),
    refused("a review workbook", review, "LG801"),
    refused("a settlement workbook", settlement, "LG801"),
    refused("claims without the sheet Return", only("Initiatives", "Claims"), "LG801"),
    refused("Return under a title that is nearly right", parts({"xl/workbook.xml": replaced('name="Return"', 'name="Returns"')}), "LG801"),
    refused("audits in a return", small_return() | {"Audits": [AUDIT]}, "LG802 Audits!A5"),
    refused("claims beside audits, without the sheet Return", small_report() | {"Claims": small_return()["Claims"]}, "LG802 Claims", before=(small_return(),)),
    refused("a claim beyond the last row that is read", typed("Claims", "A100101", "HO-IT-02"), "LG822 Claims"),
    refused("an initiative beyond it, and a claim on it", typed("Initiatives", "A100101", "HO-NEW", later(CLAIM | {"initiative": "HO-NEW"}) | {"Initiatives": [INITIATIVE]}), "LG822 Initiatives", before=(small_return(),)),
    refused("a value far to the right", typed("Claims", "XFD9", 1), "LG822 Claims"),
    refused("a finding beyond the last row that is read", typed("Audits", "A100101", "NAO", small_report()), "LG822 Audits", before=(small_return(),)),
    refused("an auditor's report without a finding", {"Audits": [dict.fromkeys(AUDIT)]}, "LG801 Audits"),
)  # fmt: skip
"""Refused for what they are."""
