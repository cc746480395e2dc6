"""A terminal for tests: the program runs on a pseudo-terminal of any width, and what it prints comes back."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SOURCE = str(Path(__file__).parents[1] / "src")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Shown:
    """How a command ended, and what each stream was given."""

    exit_code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Standard output without its escapes."""
        return ESCAPES.sub("", self.out).splitlines()

    @property
    def widest(self) -> int:
        """How many places the longest line of standard output takes."""
        return max(map(len, self.lines))


def surroundings(**changes: str) -> dict[str, str]:
    """The environment of a usual terminal, changed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return env | {"PYTHONPATH": SOURCE, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"} | changes


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "spendreview", *map(str, arguments)]


def on_terminal(
    *arguments: str | Path,
    columns: int = 80,
    progress: bool = False,
    interrupt: Callable[[str], bool] | None = None,
    **changes: str,
) -> Shown:
    """Run a command on a terminal so many columns wide.

    progress   whether standard error is the terminal too; else it is a pipe
    interrupt  Ctrl-C is sent once this is true of what has been shown
    """
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        command(*arguments),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs if progress else subprocess.PIPE,
        env=surroundings(**changes),
        start_new_session=True,
        preexec_fn=_heeds_ctrl_c,
    )
    os.close(theirs)
    out = _until_it_ends(process, ours, interrupt)
    err = process.stderr.read().decode() if process.stderr is not None else ""
    if process.stderr is not None:
        process.stderr.close()
    return Shown(process.wait(timeout=60), out.replace("\r\n", "\n"), err)


def _heeds_ctrl_c() -> None:
    """A build in the background ignores Ctrl-C, and what it starts would too; what runs on a terminal does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _until_it_ends(process: subprocess.Popen[bytes], ours: int, interrupt: Callable[[str], bool] | None) -> str:
    out = b""
    try:
        while part := os.read(ours, 65_536):
            out += part
            if interrupt is not None and interrupt(out.decode(errors="replace")):
                interrupt = None
                time.sleep(0.05)
                process.send_signal(signal.SIGINT)
    except OSError:
        # Linux ends a pseudo-terminal whose other end is closed with an error.
        pass
    finally:
        os.close(ours)
    return out.decode(errors="replace")


def in_pipe(*arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command whose output nobody watches."""
    return subprocess.run(command(*arguments), capture_output=True, env=surroundings(**changes), check=False)
