"""Print the table of benchmarks: `python -m benchmarks [--size S M L] [--repeats 5] [--only run] [--markdown]`."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benchmarks.ledger import measure_ledger
from benchmarks.run import measure_run
from benchmarks.table import render

SIZES = ("tiny", "S", "M", "L")
GROUPS = {"run": measure_run, "ledger": measure_ledger}
LIBRARIES = ("highspy", "pyomo", "numpy", "pandas", "python-calamine", "XlsxWriter", "SQLAlchemy")


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--size", nargs="+", choices=SIZES, default=list(SIZES[1:]), help="sizes to measure (default: S M L)"
    )
    parser.add_argument("--repeats", type=int, default=5, help="how often limit and project take turns (default: 5)")
    parser.add_argument(
        "--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="groups to measure (default: all)"
    )
    parser.add_argument(
        "--whole-bids", action="store_true", help="the variant with whole bids (mixed-integer; no goals)"
    )
    parser.add_argument("--markdown", action="store_true", help="print Markdown, for docs/benchmarks.md")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the synthetic workbooks here and use them again"
    )
    return parser.parse_args()


@contextmanager
def _cache(folder):
    """The folder for workbooks: the one asked for, or a temporary one."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="spendreview-benchmarks-") as temporary:
        yield Path(temporary)


def _versions():
    """The interpreter and the libraries that the figures depend on most."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"Python {platform.python_version()}, {libraries}"


def _say(text):
    print(text, file=sys.stderr, flush=True)


def main():
    """Measure and print; the table goes to standard output, progress to standard error."""
    asked = _arguments()
    with _cache(asked.keep) as cache:
        for name in asked.only:
            lines, notes = GROUPS[name](
                asked.size, repeats=asked.repeats, whole_bids=asked.whole_bids, cache=cache, say=_say
            )
            print(f"{'## ' if asked.markdown else ''}{name}\n")
            print(render(lines, markdown=asked.markdown))
            print(f"\n{_versions()}. CPU seconds, median of {asked.repeats}.\n")
            print("\n".join(f"- {note}" for note in notes))


if __name__ == "__main__":
    main()
