"""While a run takes its time: a line on standard error that is gone at the end, and Ctrl-C at any moment."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from spendreview.cli.terminal.streams import EXIT_INTERRUPTED, INTERRUPTED, is_dumb, is_terminal

Tell = Callable[[str], None]

SHOW_CURSOR = "\x1b[?25h"
CLEAR_LINE = "\r\x1b[2K"


@contextmanager
def steps() -> Iterator[Tell]:
    """Hands out what to tell each step to; it shows on a terminal alone, with the seconds that the step has taken."""
    if is_dumb() or not is_terminal(sys.stderr):
        yield lambda step: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from spendreview.cli.terminal.screen import Screen

    screen = Screen.on(sys.stderr)
    line = Progress(
        SpinnerColumn("dots" if screen.draws else "line"),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.elapsed:.0f} s", style="dim"),
        console=screen.console,
        transient=True,
    )
    task = line.add_task("")
    with line:
        yield lambda step: line.reset(task, description=screen.words(step))


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C end the program at once while the solver, which looks at no signal, holds the main thread.

    Python notes a signal on a socket the moment it comes; a second thread waits there. No file may be written inside.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted, heard = socket.socketpair()
    noted.setblocking(False)
    before = signal.set_wakeup_fd(noted.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_wait_for_interrupt, args=(heard,), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        noted.close()


def _wait_for_interrupt(heard: socket.socket) -> None:
    with heard:
        while signals := heard.recv(64):
            if signal.SIGINT in signals:
                _leave()


def _leave() -> None:
    """Say so, and go without waiting for the main thread."""
    if is_terminal(sys.stderr) and not is_dumb():
        # The progress line hides the cursor.
        os.write(sys.stderr.fileno(), f"{CLEAR_LINE}{SHOW_CURSOR}".encode("ascii"))
    os.write(sys.stderr.fileno(), f"{INTERRUPTED}{os.linesep}".encode("ascii"))
    os._exit(EXIT_INTERRUPTED)
