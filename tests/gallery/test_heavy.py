"""Heavy exhibits, each in a process of its own: the right exit code, and its peak of memory. Seconds are only shown."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gallery import EXHIBITS
from tests.gallery.exhibit import Exhibit

MOST_MIB = 500

CHECK = """
import sys
from spendreview.cli import main
peak, sys.argv[1:] = sys.argv[1], sys.argv[2:]
try:
    main()
finally:
    # Not getrusage: a child's figure begins at its parent's, which pytest has filled.
    lines = dict(line.split(":", 1) for line in open("/proc/self/status", encoding="utf-8"))
    with open(peak, "w", encoding="utf-8") as out:
        out.write(lines["VmHWM"].split()[0])
"""

HEAVY = tuple(exhibit for exhibit in EXHIBITS if exhibit.heavy)


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Lines of name, seconds and MiB, shown at the end (pytest -s)."""
    lines: list[str] = []
    yield lines
    print(f"\n{'exhibit':<48}{'seconds':>9}{'MiB':>7}", *lines, sep="\n")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")
@pytest.mark.parametrize("exhibit", HEAVY, ids=lambda exhibit: exhibit.name)
def test_a_heavy_exhibit_stays_within_its_memory(exhibit: Exhibit, tmp_path: Path, table: list[str]) -> None:
    path = exhibit.make(tmp_path)
    peak = tmp_path / "peak"
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(peak), "check", str(path)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    seconds = time.perf_counter() - started
    assert done.returncode == exhibit.exit_code, done.stderr
    assert "Traceback" not in done.stderr
    assert [code for code in exhibit.codes if code not in done.stderr] == []
    mib = int(peak.read_text()) / 1024
    table.append(f"{exhibit.name:<48}{seconds:>9.2f}{mib:>7.0f}")
    assert mib < MOST_MIB
