"""A copy of a workbook for the fast reader in which a sheet ends where a review can end."""

from __future__ import annotations

import io
import zipfile

from spendreview.tabular.archive import Archive
from spendreview.tabular.guard import cut_cells, cut_rows, holds
from spendreview.tabular.scan import may_hold, scan

_BEYOND = b"</sheetData>"
_OTHER_SHEETS = ("xl/worksheets/", "xl/media/", "xl/embeddings/")


def near_workbook(archive: Archive, part: str) -> tuple[io.BytesIO, bool]:
    """A copy in memory in which the sheet of ``part`` is near; and whether what was cut held a value."""
    near, lost = _near_part(archive, part)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as book:
        for name in archive.zip.namelist():
            if name == part:
                book.writestr(name, near)
            elif not name.startswith(_OTHER_SHEETS):
                book.writestr(name, archive.read(name))
    copy.seek(0)
    return copy, lost


def _near_part(archive: Archive, part: str) -> tuple[bytes, bool]:
    """The sheet's XML within the caps; a million rows below it are passed by and never held."""
    near, beyond, lost = b"", None, False
    for piece in archive.pieces(part):
        if beyond is not None:
            beyond += piece
        else:
            start = near.rfind(b"<row ")
            kept, rest = cut_rows(near[max(start, 0) :] + piece)
            near, beyond = near[: max(start, 0)] + kept, rest or None
        if beyond is not None and _BEYOND not in beyond:
            lost = lost or _holds(beyond)
            beyond = beyond[-64:]
    if beyond is not None:
        cells, end, after = beyond.partition(_BEYOND)
        near, lost = near + end + after, lost or _holds(cells)
    facts = scan([near])
    if facts is not None and not facts.far:
        return near, lost
    near, lost_too = cut_cells(near)
    return near, lost or lost_too


def _holds(xml: bytes) -> bool:
    return may_hold(xml) and holds(xml)
