"""Python's garbage collector, out of the way while many records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the garbage collector: it would go through the whole review again and again, and find nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made is taken as old at once: else the collector, back on, would go through all of it first.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
