"""The shipped examples: workbooks and scenarios, inside the wheel or in a checkout."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from spendreview.errors import OutputError, Place, Problem

NAMES = ("csr2007", "sr2025", "worked_example")


def example_names() -> tuple[str, ...]:
    """The examples that can be copied out."""
    return NAMES


def copy_example(name: str, folder: Path) -> list[tuple[Path, bool]]:
    """Copy an example's workbook and scenarios into ``folder``, laid out so that the scenarios find the workbook.

    returns  each path, and whether it was written: a file that is already there is left alone
    """
    workbooks, scenarios = _sources()
    wanted = [(workbooks / f"{name}.xlsx", folder / "workbooks")]
    wanted += [(path, folder / "scenarios") for path in sorted(scenarios.glob(f"{name}*.yaml"))]
    done = []
    for source, target in wanted:
        path = target / source.name
        fresh = not path.exists()
        if fresh:
            _copy(source, path)
        done.append((path, fresh))
    return done


def _copy(source: Path, path: Path) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, temporary)
        os.replace(temporary, path)
    except OSError as error:
        found = f"it cannot be written: {error.strerror or error}"
        wanted = "a folder that is there, that you may write to, with room"
        raise OutputError(Problem(code="OUT02", place=Place(file=str(path)), found=found, wanted=wanted)) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def _sources() -> tuple[Path, Path]:
    inside = Path(__file__).parent / "shipped"
    # An editable install has no copies: the checkout's own folders stand beside src.
    root = inside if (inside / "workbooks").is_dir() else Path(__file__).parents[2]
    return root / "workbooks", root / "scenarios"
