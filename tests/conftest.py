"""What every test stands on: a terminal that says nothing of itself, and the databases that the store is tested on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Cluster, needs_postgres

TERMINAL = ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "_SPENDREVIEW_COMPLETE")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same surroundings on every desk."""
    for name in TERMINAL:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of this session's own, started when the first test asks for it."""
    server = Cluster(needs_postgres())
    yield server
    server.stop()


@pytest.fixture
def postgres_url(cluster: Cluster) -> Iterator[str]:
    """A fresh PostgreSQL database that an ordinary user owns."""
    with cluster.database() as name:
        yield cluster.url(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return f"sqlite:///{(tmp_path / 'store.db').as_posix()}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """An empty database of each kind: what asks for it runs on both."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))
