"""What a result was made from: hashes of what was handed in, and versions of what was run."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from spendreview import __version__

if TYPE_CHECKING:
    from spendreview.allocation import Settlement
    from spendreview.review import Review


def provenance(settlement: Settlement) -> dict[str, str]:
    """Hashes and versions of a run, as text, alike for every output of it."""
    return review_provenance(settlement.review)


def review_provenance(review: Review) -> dict[str, str]:
    """Hashes and versions as text.

    workbook_sha256, scenario_sha256  of the files as they were read; equal where the workbook holds its own scenario
    shares_sha256                     of the settlement workbook whose shares were handed in, where one was
    version                           of spendreview
    python, pyomo, highs              the versions that ran
    """
    shares = {"shares_sha256": review.shares.sha256} if review.shares is not None else {}
    return {
        "workbook_sha256": review.workbook.sha256,
        "scenario_sha256": review.scenario.sha256,
        **shares,
        "version": __version__,
        "python": platform.python_version(),
        "pyomo": _version("pyomo"),
        "highs": _version("highspy"),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # pragma: no cover - a copy that was never installed
        return "unknown"
