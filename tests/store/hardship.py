"""Media that cannot be written to, and disks that are full: real ones, where this machine lets the tests make them."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from spendreview.errors import StoreError

NOBODY = 65534


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that every user may enter: those of pytest are for their owner alone."""
    folder = Path(tempfile.mkdtemp(prefix="store-", dir="/tmp" if os.name == "posix" else None))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o777)
        shutil.rmtree(folder)


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Something mounted on a folder, where the tests may mount."""
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True) if may_mount() else None
    if done is None or done.returncode:
        pytest.skip("this machine does not let the tests mount a file system of their own")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def larger(disk: Path) -> None:
    """Room is made on a disk."""
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)


def may_mount() -> bool:
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("mount") is not None


def told(work: Callable[..., Any], *arguments: object) -> Any:
    """What a piece of work gives, or the problems that it raises, as (code, place, found, wanted)."""
    try:
        return work(*arguments)
    except StoreError as error:
        return [(found.code, str(found.place), found.found, found.wanted) for found in error.problems]


def in_a_process(work: Callable[..., Any], *arguments: object, before: Callable[[], None]) -> Any:
    """The same in a process of its own that gives something up first, such as its rights.

    Forked, and the work done once elsewhere before: as another user it could not import what lies in a home folder.
    """
    if not hasattr(os, "fork"):
        pytest.skip("only a forked process can give up its rights")
    context = multiprocessing.get_context("fork")
    line, other = context.Pipe()

    def run() -> None:
        try:
            rehearse()
            before()
            other.send(told(work, *arguments))
        except BaseException:
            other.send(traceback.format_exc())
            raise

    process = context.Process(target=run)
    process.start()
    other.close()
    try:
        assert line.poll(120), "the process says nothing"
        return line.recv()
    finally:
        process.join()


def rehearse() -> None:
    """Everything that a store needs is imported."""
    from tests.store.making import append

    with tempfile.TemporaryDirectory() as folder:
        from spendreview.ledger.tables import TABLES
        from spendreview.store import open_store, verify

        with open_store(Path(folder) / "store.db", create=True) as store:
            append(store, "first", count=1)
            append(store, "second", count=1)
            told(open_store, folder)
            assert verify(store, TABLES).ok


def become_nobody() -> None:
    """Rights like those of any user: root's know no bounds."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
