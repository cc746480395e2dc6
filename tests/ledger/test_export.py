"""What is exported, taken into an empty ledger, gives the same positions as at the same date."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from spendreview.errors import LedgerError
from spendreview.ledger.correct import correct
from spendreview.ledger.export import export
from spendreview.ledger.imports import import_returns
from spendreview.ledger.position import compare, position
from spendreview.ledger.records import Split
from spendreview.store import open_store
from spendreview.store.chain import EMPTY
from spendreview.terms import Year
from tests.ledger.books import BINDING, RESOLUTION, THEME, book, settings, small_report
from tests.making import write

PUBLISHED = sorted((Path(__file__).parents[2] / "workbooks" / "vfm").glob("*.xlsx"))
FIRST = "2009-03-31"
DATES = ("2008-06-30", "2009-03-31", "2009-12-31", "2010-03-31", "2011-03-31")
SEEDS = 7
YEARS = ("2008-09", "2009-10", "2010-11")


def anew(found):
    """A position without what differs between two ledgers that say the same."""
    return replace(found, chain_head=EMPTY, known_at=None)


def everything(store, as_at):
    """Every position, however split, of every programme and year, and the comparison."""
    own = [anew(one) for one in compare(store, as_at=as_at)]
    found = [own, anew(position(store, as_at=as_at))]
    for one in own:
        for number in range(4):
            year = Year(one.final_year.start - number)
            found.append(anew(position(store, one.programme, as_at=as_at, year=year)))
        found += [anew(position(store, one.programme, as_at=as_at, by=by)) for by in Split]
    return found


def back(store, folder, as_at=None, known_at=None, **options):
    """A new ledger of what an export of another holds, and the names of its files."""
    folder.mkdir(exist_ok=True)
    files = export(store, folder / "all.xlsx", as_at, known_at, **options).files
    again = open_store(folder / "again.db", create=True)
    import_returns(again, files, "B. Official")
    return again, [path.name for path in files]


def claim(rng, initiative, year, *, forecast):
    """A claim; some of what it costs is one-off."""
    return {
        "initiative": initiative,
        "year": year,
        "gross": rng.randrange(-2_000, 90_000) / 1000,
        "ongoing_cost": rng.choice([None, rng.randrange(5_000) / 1000]),
        "one_off_cost": rng.choice([None, rng.randrange(9_000) / 1000]),
        "basis": rng.choice(["net", "net", "gross", "unknown"]),
        "cash_share": rng.choice([None, 0.25, 0.333, 1]),
        "months": rng.choice([None, 3, 7]),
        "stage": rng.choice([None, "interim", "final"]),
        "forecast": "yes" if forecast else "no",
        "evidence": rng.choice([None, "=1+1", "Register"]),
    }


def definitions(rng):
    """Programmes, some within others, with targets; and initiatives."""
    programmes = [
        {
            "programme": code,
            "title": f"Programme {code}",
            "baseline_year": "2007-08",
            "first_year": "2008-09",
            "final_year": "2010-11",
            "one_off_cost": rng.choice(["net_in_year", "annualise", "exclude"]),
            "within": "a" if code == "b" else None,
            "within_amount": 20.5 if code == "b" and rng.random() < 0.5 else None,
        }
        for code in "abc"
    ]
    targets = [
        {"programme": code, "strand": strand, "department": "ALL", "year": "2010-11", "amount": 100 + rng.random(),
         "phasing": phasing, "rate": 0.03 if phasing == "multiplicative" else None}
        for code, strand, phasing in (("a", None, "simple"), ("b", "IT", "multiplicative"), ("b", "Law", "given"))
    ]  # fmt: skip
    initiatives = [
        {
            "initiative": f"I-{number}",
            "programme": rng.choice("abc"),
            "department": rng.choice(["HO", "DH", "ALL"]),
            "strand": rng.choice(["IT", "Law"]),
            "title": f"Initiative {number}",
            "level": rng.choice(["initiative", "initiative", "aggregate"]),
            "started": rng.choice([None, dt.date(2008, 6, 1)]),
            "cash_releasing": rng.choice([None, "yes", "no"]),
            "recurring": rng.choice([None, "yes", "no"]),
            "saving_type": rng.choice([None, "price", "demand"]),
        }
        for number in range(8)
    ]
    return {"Programmes": programmes, "Targets": targets, "Initiatives": initiatives}


def draw(rng, store, folder):
    """A ledger of returns in any order of date, corrected here and there; and how often what matters occurs."""
    seen, files = Counter(), []
    first = {"Return": settings(return_id="set-up", department="ALL", as_at=dt.date(2008, 4, 1))} | definitions(rng)
    files.append(write(folder / "set-up.xlsx", first))
    for number in range(5):
        day = dt.date.fromisoformat(rng.choice(DATES))
        keys = {(f"I-{rng.randrange(8)}", rng.choice(YEARS), rng.random() < 0.35) for _ in range(9)}
        posts = {"department": "HO", "posts": rng.randrange(5_000), "as_at": dt.date.fromisoformat(rng.choice(DATES))}
        rows = {
            "Return": settings(return_id=f"r-{number}", department="ALL", as_at=day),
            "Claims": [claim(rng, code, year, forecast=flag) for code, year, flag in sorted(keys)],
            "Posts": [
                posts | {"measure": measure, "target": rng.choice([None, 4_000]), "programme": rng.choice([None, "a"])}
                for measure in ("reduction_gross", "relocated")
            ],
        }
        files.append(write(folder / f"r-{number}.xlsx", rows))
    findings = [
        {"report": f"R{n}", "programme": rng.choice("abc"), "department": rng.choice([None, "HO", "ALL"]),
         "initiative": rng.choice([None, "I-1"]), "scope": 10, "green": 4, "amber": 3.5, "red": 2.5, "auditor": "NAO",
         "date": dt.date.fromisoformat(rng.choice(DATES))}
        for n in range(4)
    ]  # fmt: skip
    files.append(write(folder / "audits.xlsx", {"Audits": findings}))
    import_returns(store, files, "A. Official")
    with store.reading() as reader:
        entries = [entry for (entry,) in reader.rows("SELECT entry FROM vfm_claims ORDER BY entry")]
    for number, entry in enumerate(rng.sample(entries, 3)):
        correct(store, entry, "Typing error", {"gross": "7.125"} if number else {}, "A. Official")
        seen["corrections"] += 1
    return seen


@pytest.mark.parametrize("seed", range(SEEDS))
def test_positions_come_back_exactly(seed, tmp_path):
    """At every date, all that can be asked: money to the £ thousand, posts, notes and status."""
    rng = random.Random(seed)
    with open_store(tmp_path / "own.db", create=True) as store:
        draw(rng, store, tmp_path)
        for number, day in enumerate((dt.date(2009, 3, 31), dt.date(2010, 3, 31), None)):
            again, _ = back(store, tmp_path / f"at-{number}", day)
            with again:
                assert everything(again, day) == everything(store, day)


def test_random_ledgers_hold_what_they_are_drawn_for(tmp_path):
    """Late forecasts, corrections and findings of several dates are among them: else the test above says little."""
    names = Counter()
    for seed in range(SEEDS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        with open_store(folder / "own.db", create=True) as store:
            assert draw(random.Random(seed), store, folder)["corrections"] == 3
            names.update(path.name for path in export(store, folder / "all.xlsx").files)
    assert names["all.xlsx"] == names["all-audits.xlsx"] == SEEDS
    assert names["all-02.xlsx"] >= 2


@pytest.mark.skipif(not PUBLISHED, reason="the published programmes are not among the workbooks")
def test_the_published_programmes_come_back(tmp_path):
    """All of them, now and as at a date in the middle."""
    with open_store(tmp_path / "own.db", create=True) as store:
        import_returns(store, PUBLISHED, "A. Official")
        for number, day in enumerate((None, dt.date(2010, 7, 31), dt.date(2006, 3, 31))):
            again, _ = back(store, tmp_path / str(number), day)
            with again:
                assert everything(again, day) == everything(store, day)


def test_an_export_is_a_return_of_the_whole_of_government(ledger, tmp_path):
    """Named by the last entry; sheets only where there are rows; findings in a workbook of their own."""
    files = export(ledger, tmp_path / "all.xlsx", dt.date(2009, 3, 31)).files
    assert [path.name for path in files] == ["all.xlsx"]
    files = export(ledger, tmp_path / "all.xlsx").files
    assert [path.name for path in files] == ["all.xlsx", "all-audits.xlsx"]
    made = openpyxl.load_workbook(files[0])
    told = {row[0].value: row[1].value for row in made["Return"].iter_rows(min_row=5) if row[0].value}
    assert (told["return_id"], told["department"]) == ("export-17-2010-07-20", "ALL")
    assert told["as_at"] == dt.datetime(2010, 7, 20)
    assert told["reported_by"] == "spendreview vfm export"
    with ledger.reading() as reader:
        assert told["source"] == f"the ledger to entry {reader.head}"
    assert openpyxl.load_workbook(files[1]).sheetnames == ["Audits"]
    assert "Audits" not in made.sheetnames


def test_written_twice_it_is_the_same_file(ledger, tmp_path):
    """Byte for byte, and importing it again is nothing new."""
    one, other = (export(ledger, tmp_path / name / "all.xlsx").files for name in made_folders(tmp_path))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    with open_store(tmp_path / "again.db", create=True) as again:
        import_returns(again, one, "B. Official")
        assert all(own.already_imported for own in import_returns(again, other, "B. Official"))


def made_folders(folder):
    """Two folders."""
    for name in ("one", "other"):
        (folder / name).mkdir()
    return "one", "other"


def test_every_sheet_comes_back_as_it_was(ledger, tmp_path):
    """Every field of every row that stands, in every table; and when those claimed first that look alike."""
    more = {"Themes": [THEME], "Binding": [BINDING], "Resolutions": [RESOLUTION]}
    rows = {"Return": settings(department="ALL", return_id="more")} | more
    import_returns(ledger, [book(tmp_path, rows, "more.xlsx")], "A. Official")
    again, _ = back(ledger, tmp_path / "export")
    with again, again.reading() as copied, ledger.reading() as own:
        for table in ("programmes", "targets", "initiatives", "claims", "prenetted", "posts", "reviews", "budgets",
                      "outturn", "themes", "binding", "resolutions", "audits"):  # fmt: skip
            names = [row[1] for row in copied.rows(f"SELECT * FROM pragma_table_info('vfm_{table}')")][6:]
            sql = f"SELECT {', '.join(names)} FROM vfm_{table}"
            stood, added = own.rows(sql), []
            if table == "resolutions":
                stood = [(*row[:-1], FIRST) for row in stood]
                added = [("HO-PROC-01", "open", "When it was claimed first, of several that look alike", FIRST)]
            assert sorted(map(str, copied.rows(sql))) == sorted(map(str, [*stood, *added]))
            assert stood


def test_what_came_later_is_not_in_it(ledger, tmp_path):
    """As known before a correction, with what it put right."""
    with ledger.reading() as reader:
        imported = reader.rows("SELECT max(imported_at) FROM batches")[0][0]
        claimed = reader.rows("SELECT min(entry) FROM vfm_claims")[0][0]
    before = position(ledger, "csr07", year=Year(2008))
    correct(ledger, claimed, "Typing error", {"gross": "99"}, "A. Official")
    known = dt.datetime.fromisoformat(imported)
    assert position(ledger, "csr07", year=Year(2008)).figures != before.figures
    again, _ = back(ledger, tmp_path / "then", known_at=known)
    with again:
        assert position(again, "csr07", year=Year(2008)).figures == before.figures


def test_a_long_ledger_takes_several_workbooks(tmp_path):
    """Each a return of its own, that of late forecasts last."""
    rng = random.Random(3)
    with open_store(tmp_path / "own.db", create=True) as store:
        draw(rng, store, tmp_path)
        again, names = back(store, tmp_path / "parts", most=5)
        with again:
            assert everything(again, None) == everything(store, None)
        assert len(names) > 5
        assert names[:3] == ["all.xlsx", "all-02.xlsx", "all-03.xlsx"]


def test_nothing_to_export_is_refused(ledger, tmp_path):
    """By name, and without a file."""
    with pytest.raises(LedgerError) as caught:
        export(ledger, tmp_path / "all.xlsx", dt.date(1999, 12, 31))
    assert [problem.code for problem in caught.value.problems] == ["LG821"]
    with open_store(tmp_path / "empty.db", create=True) as store, pytest.raises(LedgerError, match="nothing as at"):
        export(store, tmp_path / "all.xlsx")
    assert not (tmp_path / "all.xlsx").exists()


def test_findings_alone_can_be_exported(tmp_path):
    """A ledger whose returns speak of later dates than its findings."""
    with open_store(tmp_path / "own.db", create=True) as store:
        early = small_report(date=dt.date(2008, 1, 31))
        import_returns(store, [book(tmp_path), book(tmp_path, early, "nao.xlsx")], "A. Official")
        again, names = back(store, tmp_path / "early", dt.date(2008, 2, 29))
        with again:
            assert names == ["all.xlsx", "all-audits.xlsx"]
            assert position(again, "csr07").figures.evidenced_low_k == 4_000
