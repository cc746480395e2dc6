"""What a spawned process is asked to do: a module of its own, since it is imported afresh there."""

from __future__ import annotations

from pathlib import Path


def settled(workbook: str, out: str) -> str:
    """The settlement of a workbook as JSON without its seconds; its workbook is written to ``out``."""
    import json

    from spendreview.allocation import allocate
    from spendreview.report import write_settlement
    from spendreview.report.as_json import settlement_json
    from spendreview.review import load_review

    settlement = allocate(load_review(workbook))
    write_settlement(settlement, Path(out))
    document = json.loads(settlement_json(settlement))
    document["solver"].pop("seconds")
    return json.dumps(document)
