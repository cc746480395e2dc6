"""A copy of a workbook for the fast reader in which a sheet ends where a review can end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from spendreview.tabular.archive import PIECE, Archive
from spendreview.tabular.extent import CAPS, Bounds, bounds_of
from spendreview.tabular.guard import DATA_END, cut_cells, cut_rows, holds, sheet_facts
from spendreview.tabular.scan import may_hold, scan

_OTHER_SHEETS = ("xl/worksheets/", "xl/media/", "xl/embeddings/")
_OVERLAP = 64


def near_workbook(archive: Archive, part: str) -> tuple[io.BytesIO, bool, Bounds]:
    """A copy in memory in which the sheet of ``part`` is near; whether what was cut held a value, and where it was cut.

    raises  TooManyCells where more than a few strays would have to go
    """
    near, lost, bounds = _near_part(archive, part)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as book:
        for name in archive.zip.namelist():
            if name == part:
                book.writestr(name, near)
            elif not name.startswith(_OTHER_SHEETS):
                book.writestr(name, archive.read(name))
    copy.seek(0)
    return copy, lost, bounds


def _near_part(archive: Archive, part: str) -> tuple[bytes, bool, Bounds]:
    near, lost = _near_rows(archive, part)
    facts = scan(_pieces(near))
    if facts is None or facts.far:
        near, lost_too = cut_cells(near)
        lost, facts = lost or lost_too, scan(_pieces(near))
    plain = facts is not None
    sprawls = facts.sprawls if facts is not None else sheet_facts(near).sprawls
    bounds = bounds_of(near, plain=plain) if sprawls else CAPS
    if bounds != CAPS:
        near, lost_too = cut_cells(near, bounds)
        lost = lost or lost_too
    return near, lost, bounds


def _near_rows(archive: Archive, part: str) -> tuple[bytes, bool]:
    """The sheet's XML within the rows; a million rows below it are passed by and never held."""
    kept: list[bytes] = []
    rest, cut, ended, lost = b"", False, False, False
    for piece in archive.pieces(part):
        if ended:
            kept.append(piece)
            continue
        rest += piece
        if not cut:
            near, beyond = cut_rows(rest)
            cut = bool(beyond)
            start = len(near) if cut else max(rest.rfind(b"<"), 0)
            kept.append(rest[:start])
            rest = rest[start:]
        if cut:
            end = DATA_END.search(rest)
            lost, ended = lost or _holds(rest[: end.start()] if end else rest), end is not None
            rest = rest[end.start() if end else -_OVERLAP :]
            if end:
                kept.append(rest)
    if not ended:
        kept.append(b"" if cut else rest)
    return b"".join(kept), lost


def _pieces(xml: bytes) -> Iterator[bytes]:
    return (xml[start : start + PIECE] for start in range(0, len(xml), PIECE))


def _holds(xml: bytes) -> bool:
    return may_hold(xml) and holds(xml)
