"""Files are never half-written: a temporary file in the same folder, then one move into place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from spendreview.errors import OutputError, Place, Problem

KEPT = 40
"""How much of a file's name its temporary one keeps."""


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A temporary path to write to; what stands there moves to ``path`` at the end, or is removed where that fails.

    A link stays what it is: the file that it leads to is replaced.

    raises  OutputError OUT01 where the file is open elsewhere, OUT02 where its folder or disk will not take it
    """
    # A long name, cut: the temporary one must not pass what a folder or Windows allows where the name itself does not.
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    temporary = target.with_name(f".{target.stem[:KEPT]}.{os.getpid()}{path.suffix}")
    try:
        temporary.touch()
        yield temporary
        _move(temporary, target)
    except OSError as error:
        wanted = "a folder that is there, that you may write to, with room"
        raise _refused("OUT02", path, f"it cannot be written: {error.strerror or error}", wanted) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def _move(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except PermissionError:
        # Windows lets nobody replace a file that Excel has open.
        raise _refused("OUT01", path, "it cannot be replaced", "close it in Excel, then run again") from None


def _refused(code: str, path: Path, found: str, wanted: str) -> OutputError:
    return OutputError(Problem(code=code, place=Place(file=path.name), found=found, wanted=wanted))
