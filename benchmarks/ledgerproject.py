"""The ledger's own steps, each in a process of its own: `python -m benchmarks.ledgerproject STEP CACHE SIZE`.

Every name of the ledger that the benchmarks know stands in this file.
"""

from __future__ import annotations

import sys

from benchmarks import ledgerdata
from benchmarks.ledgerfiles import WARM_UP, Files, fresh
from benchmarks.stopwatch import Stopwatch

START = ("-m", "spendreview", "vfm")  # position --programme P --store PATH
BY = "Treasury"


def prepare(cache, size):
    """The ledgers and the return of one size; what an earlier run left in ``cache`` is kept."""
    files = Files(cache, size)
    if files.ready.exists():
        return
    count = ledgerdata.SIZES[size]
    for number in range(ledgerdata.RETURNS):
        _append(files.ledger, count, number)
        if not number:
            fresh(files.ledger, files.before)
    ledgerdata.write_return(files.handed, 1, {"Claims": (ledgerdata.CLAIMS, ledgerdata.claims(count, 1))})
    fresh(files.before, files.after)
    _take_in(files.handed, files.after)
    files.ready.touch()


def _append(ledger, count, number):
    """One of the ten returns straight into the store: what a workbook would bring, sooner."""
    from spendreview.ledger import tables
    from spendreview.store import Batch, Part, open_store

    day = ledgerdata.as_at(number).isoformat()
    version = f"{day} {ledgerdata.DEPARTMENT}/quarter-{number:02d}"
    given = [(tables.CLAIMS, ledgerdata.CLAIMS, ledgerdata.claims(count, number))]
    if not number:
        initiatives = (tables.INITIATIVES, ledgerdata.INITIATIVES, ledgerdata.initiatives(count))
        given = [(tables.PROGRAMMES, *ledgerdata.PROGRAMMES), initiatives, *given]
    parts = [Part(filed.table, _rows(filed, header, rows, version)) for filed, header, rows in given]
    with open_store(ledger, create=True) as store, store.writing() as writer:
        writer.append(Batch(kind="return", key=version[11:], as_at=day, by=BY), parts)


def _rows(filed, header, rows, version):
    from spendreview.entries import filed_fields

    fields, defaults = (
        filed_fields(filed),
        {"level": "initiative", "one_off_cost": "net_in_year", "min_years": 2, "price_basis": "cash"},
    )
    made = []
    for line, row in enumerate(rows, start=2):
        stored = ledgerdata.as_stored(header, row, defaults)
        if stored.get("cash_share") is not None:
            stored["cash_gross_k"] = round(stored["cash_share"] * stored["gross_k"])
        made.append((line, version, None, 0, *(stored.get(field) for field in fields)))
    return made


def _take_in(workbook, ledger):
    from spendreview.ledger.imports import import_returns
    from spendreview.store import open_store

    with open_store(ledger) as store:
        import_returns(store, [workbook], BY)


def importing(cache, size):
    """Read a return, then file it: time both, imports and first use of everything apart."""
    _import(Stopwatch(), Files(cache, WARM_UP))
    watch = Stopwatch()
    _import(watch, Files(cache, size))
    watch.report()


def _import(watch, files):
    from spendreview.ledger.imports import check_all, file_all, read_each
    from spendreview.store import open_store

    fresh(files.before, files.project)
    with watch.stage("read"):
        read = read_each([files.handed])
    with open_store(files.project) as store:
        with watch.stage("import"):
            check_all(store, read)
            file_all(store, read, BY)
        watch.memory()


def standing(cache, size):
    """The position of the programme."""
    _position(Stopwatch(), Files(cache, WARM_UP).ledger)
    watch = Stopwatch()
    _position(watch, Files(cache, size).ledger)
    watch.report()


def _position(watch, where):
    from spendreview.ledger.position import position
    from spendreview.ledger.records import Split
    from spendreview.store import open_store

    with open_store(where) as store:
        with watch.stage("position"):
            found = position(store, ledgerdata.PROGRAMME, by=Split.DEPARTMENT)
        watch.memory()
    groups = sorted((own.key, own.reported_k, own.one_off_to_date_k, own.forecast_k) for own in found.groups)
    watch.note(groups=groups)


if __name__ == "__main__":
    {"prepare": prepare, "import": importing, "position": standing}[sys.argv[1]](*sys.argv[2:])
