"""While a run takes its time: a line on standard error that is gone at the end, and Ctrl-C at any moment."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from spendreview.cli.terminal.interrupts import stop_if_interrupted
from spendreview.cli.terminal.streams import EXIT_INTERRUPTED, INTERRUPTED, is_dumb, is_terminal


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a command tells each step as it begins; ``clear`` takes the line away and brings the cursor back.

    count  tells a step of which so much is done, of so much: a bar shows it
    """

    tell: Callable[[str], None]
    clear: Callable[[], None]
    count: Callable[[str, int, int], None]


@contextmanager
def steps() -> Iterator[Steps]:
    """A line that names the step and the seconds it has taken so far: on a terminal alone, and gone at the end."""
    if is_dumb() or not is_terminal(sys.stderr):
        yield Steps(lambda step: stop_if_interrupted(), lambda: None, lambda step, done, of: stop_if_interrupted())
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from spendreview.cli.terminal.screen import Screen

    screen = Screen.on(sys.stderr)
    line = Progress(
        SpinnerColumn("dots" if screen.draws else "line"),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[bar]}", markup=False),
        TextColumn("{task.elapsed:.0f} s", style="dim"),
        console=screen.console,
        transient=True,
    )
    task = line.add_task("", bar="")

    def tell(step: str) -> None:
        stop_if_interrupted()
        line.reset(task, description=screen.words(step), bar="")

    def count(step: str, done: int, of: int) -> None:
        stop_if_interrupted()
        new = line.tasks[task].description != screen.words(step)
        if new:
            tell(step)
        # A new step is shown at once, however soon it is over.
        line.update(task, bar=f"{screen.bar(done / of)} {done:,} of {of:,}" if of > 1 else "", refresh=new)

    with line:
        yield Steps(tell, line.stop, count)


@contextmanager
def stoppable(clear: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C end the program at once while the solver, which looks at no signal, holds the main thread.

    Python notes a signal on a socket the moment it comes; a second thread waits there. No file may be written inside.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    noted, heard = socket.socketpair()
    noted.setblocking(False)
    before = signal.set_wakeup_fd(noted.fileno(), warn_on_full_buffer=False)
    threading.Thread(target=_wait_for_interrupt, args=(heard, clear), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        noted.close()


def _wait_for_interrupt(heard: socket.socket, clear: Callable[[], None]) -> None:
    with heard:
        while signals := heard.recv(64):
            if signal.SIGINT in signals:
                clear()
                os.write(sys.stderr.fileno(), f"{INTERRUPTED}{os.linesep}".encode("ascii"))
                os._exit(EXIT_INTERRUPTED)
