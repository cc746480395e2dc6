"""Run children and take their CPU seconds and peak memory.

This process imports nothing heavy: on Linux a child's peak memory is never reported below its parent's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stopwatch import peak_mib

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What one process used."""

    cpu_s: float  # user and system, all threads, start-up included
    peak_mib: float
    code: int
    output: str
    complaint: str  # the last line of standard error

    @property
    def result(self):
        """What the child reported with `Stopwatch.report`, or None if it failed."""
        return json.loads(self.output.splitlines()[-1]) if self.code == 0 and self.output else None


def run(*arguments, folder):
    """Run Python with ``arguments`` in ``folder``, where the child may leave files, and wait for it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        command = [sys.executable, *map(str, arguments)]
        process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return Child(
            cpu_s=usage.ru_utime + usage.ru_stime,
            peak_mib=peak_mib(usage),
            code=process.returncode,
            output=_text(out),
            complaint=_last_line(_text(err)),
        )


def expect(*arguments, folder):
    """Run a child of our own that must not fail."""
    child = run(*arguments, folder=folder)
    if child.code:
        raise RuntimeError(f"{' '.join(map(str, arguments))} failed: {child.complaint}")
    return child


def _environment():
    """This process's environment, with bytecode allowed, and the sources to be found when not installed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    paths = [str(ROOT / "src"), str(ROOT), *filter(None, [environment.get("PYTHONPATH")])]
    return environment | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


def _text(file):
    file.seek(0)
    return file.read()


def _last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
