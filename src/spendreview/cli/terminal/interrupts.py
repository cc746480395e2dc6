"""Ctrl-C is remembered: where the exception is swallowed on its way, the wish to stop is not.

A class that is being made turns it into a RuntimeError, and a library may take it for an error of its own and go on.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType

_asked = threading.Event()


def heed_interrupts() -> None:
    """Remember Ctrl-C from now on, unless it is ignored or somebody else looks after it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def _note(number: int, frame: FrameType | None) -> None:
    _asked.set()
    raise KeyboardInterrupt


def is_interrupted() -> bool:
    """Whether Ctrl-C was pressed, whatever became of it."""
    return _asked.is_set()


def stop_if_interrupted() -> None:
    """Raise once more what was swallowed: asked as each step begins.

    raises  KeyboardInterrupt
    """
    if is_interrupted():
        raise KeyboardInterrupt
