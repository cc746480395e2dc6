"""Processes that are spawned, started together, or killed at a moment of their work."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

KILLS = 500 if os.environ.get("THOROUGH") else 20
PATIENCE_S = 300


@contextmanager
def spawned(work: Callable[..., None], *arguments: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that has said it is ready, and the line to it; gone at the end."""
    context = multiprocessing.get_context("spawn")
    line, other = context.Pipe()
    process = context.Process(target=work, args=(*arguments, other), daemon=True)
    process.start()
    other.close()
    try:
        assert said(line) == "ready"
        yield process, line
    finally:
        process.kill()
        process.join()
        line.close()


def said(line: Connection) -> Any:
    """What the process says next; one that died without a word is a failure and not a wait."""
    assert line.poll(PATIENCE_S), "the process says nothing"
    return line.recv()


def moments(seed: int, count: int) -> list[float | None]:
    """When to kill, as parts of the time that the work takes: spread over all of it and a little more.

    The first is at once and the last, None, when it is done: so both outcomes are met on the slowest machine.
    """
    chance = random.Random(seed)
    between = [1.4 * (place + chance.random()) / (count - 2) for place in range(count - 2)]
    return [0.0, *between, None]


def killed(work: Callable[..., None], *arguments: object, after_s: float | None) -> float | None:
    """Kill a process so long after it started its work; None: when it is done. The seconds it took, if it ended."""
    with spawned(work, *arguments) as (process, line):
        line.send("go")
        if after_s is not None:
            time.sleep(after_s)
        took = said(line) if after_s is None or line.poll() else None
        process.kill()
        process.join()
        return None if took is None else float(took)
