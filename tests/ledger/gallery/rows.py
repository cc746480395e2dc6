"""Exhibits whose cells can each be read, but whose rows contradict one another, or what the ledger holds."""

from __future__ import annotations

import datetime as dt

from tests.ledger.books import (
    AUDIT,
    BINDING,
    CLAIM,
    INITIATIVE,
    PROGRAMME,
    RESOLUTION,
    Row,
    added,
    changed,
    settings,
    small_report,
    small_return,
)
from tests.ledger.gallery.exhibit import Exhibit, refused
from tests.making import Rows


def later(*claims: Row, **told: object) -> Rows:
    """A later return of claims alone: what they name the ledger must have."""
    rows = {"Return": settings(return_id="2010-Q1", as_at=dt.date(2009, 6, 30), **told)}
    return rows | ({"Claims": list(claims)} if claims else {})


def within(*pairs: tuple[str, str | None]) -> Rows:
    """The small return with programmes of its own, each with the one that contains it; the first stands in row 5."""
    rows = small_return()
    rows["Programmes"] += [PROGRAMME | {"programme": code, "within": outer} for code, outer in pairs]
    return rows


def total(amount: float | str, **more: object) -> Rows:
    """The small return with a control total; its claims add up to £15.5m before cost and £13.5m net."""
    return small_return(control_total=amount, **more)


SMALL = (small_return(),)
"""What was handed in before."""

TREASURY = small_return(department="ALL", return_id="compiled")


def compiled(**sheets: list[Row]) -> Rows:
    """The same return compiled by the Treasury, with sheets of which it alone may speak."""
    return TREASURY | sheets


BETWEEN_ROWS: tuple[Exhibit, ...] = (
    refused("an unknown programme of an initiative", changed("Initiatives", 1, programme="csr7"), "LG804 Initiatives!B6"),
    refused("a programme in another case", changed("Initiatives", 1, programme="CSR07"), "LG804 Initiatives!B6"),
    refused("an unknown programme of a target", changed("Targets", 0, programme="csr7"), "LG804 Targets!A5"),
    refused("an unknown programme within which another is", changed("Programmes", 1, within="csr7"), "LG804 Programmes!H6"),
    refused("an unknown programme of posts", changed("Posts", 0, programme="csr7"), "LG804 Posts!F5"),
    refused("an unknown programme of what was taken out", changed("Prenetted", 0, programme="csr7"), "LG804 Prenetted!E5"),
    refused("an unknown programme of a check", compiled(Binding=[BINDING | {"programme": "csr7"}]), "LG804 Binding!A5"),
    refused("an unknown initiative", changed("Claims", 0, initiative="HO-PROC-1"), "LG804 Claims!A5"),
    refused("an unknown initiative of a finding", small_report(initiative="HO-PROC-1"), "LG804 Audits!D5", before=SMALL),
    refused("an unknown programme of a finding", small_report(programme="csr7"), "LG804 Audits!B5", before=SMALL),
    refused("claims on what nobody defined", later(CLAIM, CLAIM | {"initiative": "HO-IT-01"}), "LG804 Claims!A5", "LG804 Claims!A6"),
    refused("claims on one that the ledger has and one that it has not", later(CLAIM, CLAIM | {"initiative": "HO-IT-02"}), "LG804 Claims!A6", before=SMALL),
    refused("a report before the programme is known", small_report(), "LG804 Audits!B5", "LG804 Audits!D5"),
    refused("two hundred unknown initiatives", later(*(CLAIM | {"initiative": f"HO-{n}"} for n in range(200))), *(f"LG804 Claims!A{5 + n}" for n in range(200)), before=SMALL),
    refused("another department's initiative", changed("Initiatives", 1, department="DH"), "LG805 Initiatives!C6", "LG805 Claims!A6"),
    refused("another department's target", changed("Targets", 0, department="DH"), "LG805 Targets!B5"),
    refused("a target of the whole of government in a department's return", changed("Targets", 0, department=None), "LG805 Targets!B5"),
    refused("another department's savings taken out", changed("Prenetted", 0, department="DH"), "LG805 Prenetted!A5"),
    refused("another department's posts", changed("Posts", 0, department="DH"), "LG805 Posts!A5"),
    refused("another department's review", changed("Reviews", 0, department="DH"), "LG805 Reviews!B5"),
    refused("another department's budget", changed("Budgets", 0, department="DH"), "LG805 Budgets!A5"),
    refused("a claim on an initiative that the ledger has of another department", later(CLAIM, department="DH"), "LG805 Claims!A5", before=SMALL),
    refused("a claim twice", added("Claims", CLAIM), "LG806 Claims!A8"),
    refused("a claim said three times", added("Claims", CLAIM, CLAIM), "LG806 Claims!A8", "LG806 Claims!A9"),
    refused("a forecast twice", added("Claims", CLAIM | {"forecast": "yes"}, CLAIM | {"forecast": "yes"}), "LG806 Claims!A9"),
    refused("a target twice", added("Targets", small_return()["Targets"][0]), "LG806 Targets!A6"),
    refused("a blank department and ALL", TREASURY | {"Targets": [small_return()["Targets"][0] | {"department": code} for code in (None, "ALL")]}, "LG806 Targets!A6"),
    refused("savings taken out twice", added("Prenetted", small_return()["Prenetted"][0]), "LG806 Prenetted!A6"),
    refused("posts twice", added("Posts", small_return()["Posts"][0] | {"as_at": dt.date(2008, 12, 31)}), "LG806 Posts!A6"),
    refused("a budget twice", added("Budgets", small_return()["Budgets"][0]), "LG806 Budgets!A6"),
    refused("a check twice", compiled(Binding=[BINDING, BINDING]), "LG806 Binding!A6"),
    refused("a decision on what nobody defined", compiled(Resolutions=[RESOLUTION | {"initiative": "HO-IT-02"}]), "LG804 Resolutions!A5"),
    refused("a decision twice", compiled(Resolutions=[RESOLUTION, RESOLUTION]), "WB111 Resolutions!A6"),
    refused("another department's outturn", changed("Outturn", 0, department="DH"), "LG805 Outturn!A5"),
    refused("an outturn twice", added("Outturn", small_return()["Outturn"][0]), "LG806 Outturn!A6"),
    refused("a department that decides on a duplicate", added("Resolutions", RESOLUTION), "LG823 Resolutions!A5"),
    refused("a department that decides on two", added("Resolutions", RESOLUTION, RESOLUTION | {"initiative": "HO-PROC-01"}), "LG823 Resolutions!A5"),
    refused("a finding twice", {"Audits": [AUDIT, AUDIT]}, "LG806 Audits!A6", before=SMALL),
    refused("a finding on all departments, blank and as ALL", {"Audits": [AUDIT | {"department": code, "initiative": None} for code in (None, "ALL")]}, "LG806 Audits!A6", before=SMALL),
    refused("a control total missed", total(13.6), "LG807 Return!B9"),
    refused("a control total below nothing", total(-13.5), "LG807 Return!B9"),
    refused("a control total with the forecast in it", total(25.5), "LG807 Return!B9"),
    refused("a control total of a return without claims", {"Return": settings(control_total=1)}, "LG807 Return!B9"),
    refused("a first year that is the baseline year", changed("Programmes", 1, baseline_year="2008-09"), "LG808 Programmes!D6"),
    refused("a final year before the first", changed("Programmes", 1, final_year="2007-08"), "LG808 Programmes!E6"),
    refused("a programme of a thousand years", changed("Programmes", 1, baseline_year="1007-08"), "LG808 Programmes!E6"),
    refused("a programme within itself", changed("Programmes", 1, within="oep"), "LG809 Programmes!H6"),
    refused("two programmes within each other", changed("Programmes", 0, within="oep"), "LG809 Programmes!H5", "LG809 Programmes!H6"),
    refused("three programmes within each other", within(("a", "c"), ("b", "a"), ("c", "b")), "LG809 Programmes!H7", "LG809 Programmes!H8", "LG809 Programmes!H9"),
    refused("a programme within one that the ledger has within it", later() | {"Programmes": [PROGRAMME | {"within": "oep"}]}, "LG809 Programmes!H5", before=SMALL),
    refused("a circle that two workbooks close", (small_return(), later() | {"Programmes": [PROGRAMME | {"within": "oep"}]}), "LG809 Programmes!H6", "other2.xlsx: LG809 Programmes!H5"),
    refused("a multiplicative target without a rate", changed("Targets", 0, phasing="multiplicative"), "LG810 Targets!G5"),
    refused("a rate without multiplicative", changed("Targets", 0, rate=0.03), "LG810 Targets!G5"),
    refused("a rate with simple phasing", changed("Targets", 0, phasing="simple", rate=0.03), "LG810 Targets!G5"),
    refused("grades that do not add up", small_report(green=5), "LG811 Audits!E5", before=SMALL),
    refused("grades that add up by one below zero", small_report(green=7, red=-1), "LG811 Audits!E5", before=SMALL),
    refused("grades that miss by a thousand pounds", small_report(green=4.001), "LG811 Audits!E5", before=SMALL),
    refused("a report with other figures than the ledger has", small_report(green=5, amber=3), "LG812 Audits!E5", before=(small_return(), small_report())),
    refused("two reports with other figures for one finding", (small_report(), small_report(green=5, amber=3)), "other2.xlsx: LG812 Audits!E5", before=SMALL),
    refused("all in small letters", TREASURY | {"Targets": changed("Targets", 0, department="All")["Targets"]}, "LG817 Targets!B5"),
    refused("a finding on all in small letters", small_report(department="all", initiative=None), "LG817 Audits!C5", before=SMALL),
    refused("a return of all in small letters", {"Return": settings(department="all")}, "LG817 Return!B6"),
    refused("a return of a department with a stroke", {"Return": settings(department="A/B", return_id="C")}, "LG817 Return!B6"),
    refused("a return under a name that another has", changed("Claims", 0, gross=13), "LG803 Return!B5", before=SMALL),
    refused("a return under a name that another has but for its date", small_return(as_at=dt.date(2009, 4, 1)), "LG803 Return!B5", before=SMALL),
    refused("a return that is in, and another under its name", (small_return(), changed("Claims", 0, gross=13)), "other2.xlsx: LG803 Return!B5", before=SMALL),
    refused("a blank programme beside a control total", total(3) | {"Initiatives": changed("Initiatives", 0, programme=None)["Initiatives"]}, "WB101 Initiatives!B5"),
    refused("an unread rule in another file than the control total", ({"Return": settings(department="ALL", return_id="rule"), "Programmes": [PROGRAMME | {"one_off_cost": "excluded"}]}, total(14.3)), "WB104 Programmes!F5"),
    refused("less than nothing within another programme", {"Return": settings(return_id="x"), "Programmes": [PROGRAMME | {"programme": "oep", "within": "csr07", "within_amount": -5}]}, "WB103 Programmes!I5", before=SMALL),
    refused("two returns of one name together", (small_return(), changed("Claims", 0, gross=13)), "other2.xlsx: LG803 Return!B5"),
    refused("one bad return of three", (small_return(), {"Return": settings(return_id="a")}, later(CLAIM | {"months": 13})), "other3.xlsx: WB103 Claims!H5"),
    refused("faults in two files of three", (changed("Claims", 0, gross="x"), {"Return": settings(return_id="a")}, later(CLAIM | {"months": 13})), "WB102 Claims!C5", "other3.xlsx: WB103 Claims!H5"),
    refused("a bad return and a bad report", (changed("Targets", 0, rate=0.1), small_report(green=5)), "LG810 Targets!G5", "other2.xlsx: LG811 Audits!E5"),
    refused("the initiative itself, defined for another department later", {"Return": settings(return_id="b"), "Initiatives": [INITIATIVE | {"department": "DH"}]}, "LG805 Initiatives!C5", before=SMALL),
)  # fmt: skip
"""Refused for what rows say of one another."""
