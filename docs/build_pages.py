"""Write the pages of the documentation that are made from the program: ``python docs/build_pages.py [--check]``.

Of checks.md one table is made, and the rest stays as it was written by hand. With --check nothing is
written, and the exit code is 1 where a page on disk is not what the program says.
"""

import sys
from pathlib import Path

from generate import checks, cli, codes, model, scenario, vfm_workbook, workbook

DOCS = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Every generated page: its path below docs/, and its text."""
    return {
        "workbook.md": workbook.page(),
        "vfm-workbook.md": vfm_workbook.page(),
        **model.pages(),
        "scenario.md": scenario.page(),
        "scenario.schema.json": scenario.schema(),
        "error-codes.md": codes.page(),
        "cli.md": cli.page(),
        "checks.md": checks.page(),
    }


def stale(folder: Path = DOCS) -> list[str]:
    """Pages that are missing or differ, and model pages of families that are no more."""
    made = pages()
    differing = [name for name, text in made.items() if _on_disk(folder / name) != text]
    orphans = [f"model/{path.name}" for path in sorted((folder / "model").glob("*.md"))]
    return differing + [name for name in orphans if name not in made]


def _on_disk(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n") if path.is_file() else None


def write(folder: Path = DOCS) -> None:
    """Write every page, and remove what is no longer made."""
    made = pages()
    for name, text in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for path in (folder / "model").glob("*.md"):
        if f"model/{path.name}" not in made:
            path.unlink()


def main() -> int:
    """0 where every page is as it should be, or was written; 1 where --check finds another."""
    if "--check" not in sys.argv[1:]:
        write()
        return 0
    differing = stale()
    for name in differing:
        print(f"docs/{name} is not what the program says: run python docs/build_pages.py", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())
