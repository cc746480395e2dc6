"""Random small reviews from a seed, and the workbook each is written to.

A review is drawn in two steps. Here: departments, baselines, bids, outcomes and the rules that need no knowledge of
spending. Then ``fit`` finds a possible plan and sets limits and the other rules closely around it, so that nearly every
review has a settlement and most of its limits bind. Figures mean nothing; money is £ million, cash.

    sheets = random_review(7)          # sheet title -> list of rows, each a dict of header -> value
    write(sheets, path)
"""

import random

import xlsxwriter

from . import fit
from .outcomes import draw_outcomes
from .read import CONTROLS, label

HEADERS = {
    title: columns.split()
    for title, columns in {
        "Review": "setting value source",
        "Scenario": "key value",
        "Economy": "series source",
        "Departments": "department name group devolved",
        "Baselines": "department control amount source status",
        "Adjustments": "adjustment department control kind amount to reason",
        "Limits": "limit scope control sense",
        "Bids": "bid department programme title kind divisible phasing step min_share max_share option_group requires"
        " tags npsv",
        "Priorities": "priority title weight tier floor",
        "Indicators": "indicator priority title unit direction baseline_year baseline target_year target min_movement"
        " trend weight",
        "Effects": "bid indicator effect profile attribution evidence",
        "Rules": "rule kind scope control value to years",
    }.items()
}

KINDS = ["new"] * 4 + ["pressure"] * 2 + ["capital_project"] * 3 + ["saving", "invest_to_save", "temporary"]

# The chance that a review, or one department, bid or pair, has the thing. Tuned until every family binds often.
KNOBS = {
    "depreciation_inside": 0.5,
    "fill_baseline": 0.3,
    "moves_totals": 0.35,
    "ame": 0.4,
    "admin_total": 0.3,
    "adjustments": 0.5,
    "group": 0.85,
    "one_nation": 0.4,
    "two_nations": 0.2,
    "baseline_bid": 0.6,
    "whole": 0.35,
    "annual": 0.3,
    "step": 0.6,
    "min_share": 0.15,
    "max_share": 0.25,
    "low_baseline": 0.3,
    "requires": 0.2,
    "tag": 0.35,
    "saving": 0.4,
    "eyf": 0.35,
    "phased": 0.5,
    "switch_total": 0.55,
    "switch_own": 0.4,
    "reserve": 0.75,
    "barnett": 0.6,
    "addition": 0.6,
}


class Draft:
    """A review being drawn: its random numbers, its years and the rows so far."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.seed = seed
        self.count = 1 + seed % 5
        self.whole_bids = seed // 5 % 2 == 0
        self.start = self.rng.choice([2007, 2010, 2024])
        self.labels = [label(self.start + 1 + t) for t in range(self.count)]
        self.sheets = {title: [] for title in HEADERS}
        self.base = {}
        self.flags = {
            name: self.chance(name)
            for name in ("depreciation_inside", "fill_baseline", "moves_totals", "ame", "admin_total")
        }

    def chance(self, knob):
        """Whether a thing happens, by its knob or a probability."""
        return self.rng.random() < (KNOBS[knob] if isinstance(knob, str) else knob)

    def between(self, low, high, places=3):
        """A rounded figure between two."""
        return round(self.rng.uniform(low, high), places)

    def row(self, sheet, **cells):
        """Add a row; blanks are left out."""
        self.sheets[sheet].append({header: value for header, value in cells.items() if value is not None})
        return self.sheets[sheet][-1]

    def rule(self, kind, scope, control=None, value=None, to=None, years=None):
        """Add a rule; ``years`` is a list of one figure a plan year."""
        text = None if years is None else ";".join(f"{figure:g}" for figure in years)
        self.row(
            "Rules",
            rule=f"r{len(self.sheets['Rules'])}",
            kind=kind,
            scope=scope,
            control=control,
            value=value,
            to=to,
            years=text,
        )

    def english(self):
        """Departments that are not devolved."""
        return [row["department"] for row in self.sheets["Departments"] if row["devolved"] == "no"]

    def nations(self):
        """Devolved departments."""
        return [row["department"] for row in self.sheets["Departments"] if row["devolved"] == "yes"]


def random_review(seed):
    """The review of a seed: sheet title -> list of rows."""
    draft = Draft(seed)
    draw_settings(draft)
    draw_departments(draft)
    draw_baselines(draft)
    draw_bids(draft)
    draw_options(draft)
    draw_outcomes(draft)
    draw_rules(draft)
    fit.limits_and_rules(draft)
    return {title: rows for title, rows in draft.sheets.items() if rows}


def draw_settings(draft):
    """Review, Scenario and Economy."""
    settings = {
        "name": f"Random review {draft.seed}",
        "baseline_year": label(draft.start),
        "plan_years": ", ".join(draft.labels),
        "rdel_includes_depreciation": "yes" if draft.flags["depreciation_inside"] else "no",
        "fill_baseline": "yes" if draft.flags["fill_baseline"] else draft.rng.choice(["no", None]),
    }
    for setting, value in settings.items():
        if value is not None:
            draft.row("Review", setting=setting, value=value)
    if draft.flags["moves_totals"]:
        draft.row("Scenario", key="switching", value="moves_totals")
        if draft.chance(0.5):
            draft.row("Scenario", key="objective", value="weighted")
    index, series = draft.rng.choice([100.0, 1.0, 87.5]), {}
    for name in [label(draft.start), *draft.labels]:
        series[name] = round(index, 4)
        index *= 1 + draft.rng.uniform(0.012, 0.04)
    draft.row("Economy", series="gdp_deflator", **series)


def draw_departments(draft):
    """Three to seven departments in two groups, and none, one or two devolved ones."""
    for i in range(draft.rng.randint(3, 7)):
        group = draft.rng.choice(["G1", "G2"]) if draft.chance("group") else None
        draft.row("Departments", department=f"D{i}", name=f"Department {i}", group=group, devolved="no")
    roll = draft.rng.random()
    nations = 2 if roll < KNOBS["two_nations"] else 1 if roll < KNOBS["two_nations"] + KNOBS["one_nation"] else 0
    for code in ("SCO", "WAL")[:nations]:
        draft.row(
            "Departments",
            department=code,
            name=f"Nation {code}",
            group=draft.rng.choice(["DA", "G1", None]),
            devolved="yes",
        )


def draw_baselines(draft):
    """Each department's baseline in every control, and some adjustments to it."""
    for d in draft.english() + draft.nations():
        resource = draft.between(40, 400)
        figures = {
            "RDEL": resource,
            "CDEL": draft.between(20, 200),
            "ADMIN": resource * draft.rng.uniform(0.04, 0.12),
            "NEAR_CASH": resource * draft.rng.uniform(0.8, 0.95),
            "DEPRECIATION": resource * draft.rng.uniform(0.02, 0.08),
        }
        if draft.flags["ame"]:
            figures["AME"] = draft.between(10, 200)
        for control, figure in figures.items():
            draft.base[d, control] = round(figure, 3)
            draft.row("Baselines", department=d, control=control, amount=round(figure, 3), status="illustrative")
    if draft.chance("adjustments"):
        draw_adjustments(draft)


def draw_adjustments(draft):
    """A transfer of functions between two departments, and lines of one side alone."""
    one, other = draft.rng.sample(draft.english() + draft.nations(), 2)
    kinds = ["mog", "transfer", *draft.rng.sample(["one_off", "time_limited", "classification"], 2)]
    for i, kind in enumerate(kinds):
        draft.row(
            "Adjustments",
            adjustment=f"a{i}",
            department=one if i % 2 else other,
            control=draft.rng.choice(CONTROLS[:3]),
            kind=kind,
            amount=draft.between(-3, 3),
            to=(other if i % 2 else one) if i < 2 else None,
            reason="as published",
        )


def draw_bids(draft):
    """Ten to forty bids: baselines of most departments first, then whatever else."""
    holders = [d for d in draft.english() if draft.chance("baseline_bid")]
    for i in range(draft.rng.randint(max(10, len(holders) + 5), 40)):
        department = holders[i] if i < len(holders) else draft.rng.choice(draft.english())
        kind = "baseline" if i < len(holders) else draft.rng.choice(KINDS)
        bid = draft.row(
            "Bids",
            bid=f"B{i:03d}",
            department=department,
            programme=f"P{draft.rng.randint(0, 5)}",
            title=f"Bid {i}",
            kind=kind,
        )
        bid.update(draw_terms(draft, kind))
        bid.update(draw_costs(draft, department, kind))
        draw_requires(draft, bid)


def draw_terms(draft, kind):
    """Shares, phasing, tags and value of one bid."""
    terms = {"divisible": "no" if draft.whole_bids and kind != "baseline" and draft.chance("whole") else "yes"}
    if draft.chance("annual"):
        terms["phasing"] = "annual"
        if draft.chance("step"):
            terms["step"] = draft.between(0.05, 0.4, 2)
    elif draft.chance(0.5):
        terms["phasing"] = "profile"
    if terms["divisible"] == "yes" and kind == "baseline" and draft.chance("low_baseline"):
        terms["min_share"] = draft.between(0.7, 0.95, 2)
    if terms["divisible"] == "yes" and kind != "baseline":
        if draft.chance("min_share"):
            terms["min_share"] = draft.between(0.05, 0.4, 2)
        if draft.chance("max_share"):
            terms["max_share"] = draft.between(0.5, 0.95, 2)
    if draft.chance("tag"):
        terms["tags"] = draft.rng.choice(["green", "digital", "green; digital"])
    if draft.chance(0.7):
        terms["npsv"] = draft.between(-5, 40, 1)
    return terms


def draw_costs(draft, department, kind):
    """``CONTROL YEAR`` -> £m at full funding."""
    resource, capital = draft.base[department, "RDEL"], draft.base[department, "CDEL"]
    small, large = draft.rng.uniform(0.01, 0.04), draft.rng.uniform(0.06, 0.3)
    of_resource, of_capital = {
        "baseline": (draft.rng.uniform(0.6, 0.9),) * 2,
        "capital_project": (small, 2 * large),
        "saving": (-large / 3, 0),
        "invest_to_save": (-small, large),
    }.get(kind, (large, small))
    parts = {
        "ADMIN": draft.rng.uniform(0.02, 0.15),
        "NEAR_CASH": draft.rng.uniform(0.75, 0.98),
        "DEPRECIATION": draft.rng.uniform(0.01, 0.1),
        "AME": draft.rng.uniform(0, 0.4) if draft.flags["ame"] else 0,
    }
    if draft.flags["admin_total"] and draft.flags["fill_baseline"]:
        # A filled baseline is flat in cash: with more on top no real cut of administration could be met.
        parts["ADMIN"] = 0
    costs = {}
    for t, name in enumerate(draft.labels):
        gone = kind == "temporary" and t > draft.count // 2
        late = kind == "invest_to_save" and t > 0
        r = 0 if gone else resource * of_resource * draft.rng.uniform(0.85, 1.2) * (4 if late else 1)
        c = 0 if gone else capital * of_capital * draft.rng.uniform(0.7, 1.4) * (0.1 if late else 1)
        figures = {"RDEL": r, "CDEL": c} | {
            control: r * part * draft.rng.uniform(0.7, 1.3) for control, part in parts.items()
        }
        costs |= {f"{control} {name}": round(figure, 3) for control, figure in figures.items() if round(figure, 3)}
    return costs


def draw_requires(draft, bid):
    """Now and then a bid requires one or two earlier ones."""
    earlier = [other["bid"] for other in draft.sheets["Bids"][:-1] if other["kind"] != "baseline" or draft.chance(0.2)]
    if earlier and bid["kind"] != "baseline" and "min_share" not in bid and draft.chance("requires"):
        bid["requires"] = "; ".join(draft.rng.sample(earlier, min(len(earlier), draft.rng.choice([1, 1, 2]))))


def draw_options(draft):
    """Up to three option groups of two to four bids, of one department or several."""
    free = [bid for bid in draft.sheets["Bids"] if bid["kind"] != "baseline" and "min_share" not in bid]
    for group in range(draft.rng.randint(0, 3)):
        chosen = draft.rng.sample(free, min(len(free), draft.rng.randint(2, 4)))
        free = [bid for bid in free if bid not in chosen]
        for bid in chosen if len(chosen) > 1 else []:
            bid["option_group"] = f"OG{group}"


def draw_rules(draft):
    """Savings, end-year flexibility, switching, reserves and the devolved settlement."""
    for d in draft.english():
        if draft.chance("saving"):
            admin = [] if draft.flags["admin_total"] and draft.flags["fill_baseline"] else ["ADMIN"]
            for control in draft.rng.sample(["RDEL", "CDEL", *admin, "NEAR_CASH", "DEPRECIATION"], 3):
                most = draft.base[d, control] * 0.06
                draft.rule("saving", d, control, years=[draft.between(-most, most, 2) for _ in draft.labels])
        for control in ("RDEL", "CDEL"):
            if draft.chance("eyf"):
                stock = round(draft.base[d, control] * draft.rng.uniform(0.04, 0.2), 1)
                phased = None
                if draft.chance("phased"):
                    phased = [round(draft.between(0.3, 1.2) * stock / draft.count, 2) for _ in draft.labels]
                draft.rule("eyf", d, control, value=stock, years=phased)
    for kind, control in (("switch_to_capital", "RDEL"), ("switch_to_resource", "CDEL")):
        if draft.chance("switch_total"):
            draft.rule(kind, "total", control, value=draft.between(0.01, 0.06))
        for d in draft.english():
            if draft.chance("switch_own"):
                yearly = [draft.between(0.01, 0.12) for _ in draft.labels] if draft.chance(0.3) else None
                draft.rule(
                    kind, d, control, value=None if yearly else draft.rng.choice([0, 0.02, 0.05, 0.1]), years=yearly
                )
    for control in ("RDEL", "CDEL", "TDEL"):
        if draft.chance("reserve"):
            yearly = [draft.between(2, 15, 1) for _ in draft.labels] if draft.chance(0.4) else None
            draft.rule("reserve", "total", control, value=None if yearly else draft.between(2, 15, 1), years=yearly)
    draw_devolved(draft)


def draw_devolved(draft):
    """Comparability, population share and additions of each devolved department."""
    for nation, share in zip(draft.nations(), (0.1008, 0.0584), strict=False):
        draft.rule("population_share", nation, value=share)
        for control in ("RDEL", "CDEL"):
            if draft.chance("addition"):
                draft.rule("devolved_addition", nation, control, years=[draft.between(-1, 4, 2) for _ in draft.labels])
            for d in draft.english():
                if draft.chance("barnett"):
                    draft.rule("barnett", nation, control, value=draft.rng.choice([0, 0.3, 0.85, 1]), to=d)


def write(sheets, path):
    """Write a review as a workbook of the input format: title, guidance, headers in row 4, then data."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for title, rows in sheets.items():
            headers = list(HEADERS[title])
            for row in rows:
                headers += [header for header in row if header not in headers]
            page = book.add_worksheet(title)
            page.write_string(0, 0, title)
            page.write_string(1, 0, "Random figures for tests, £ million, cash")
            page.write_row(3, 0, headers)
            page.write_string(4, 0, "# an example row, to be ignored")
            for at, row in enumerate(rows, start=5):
                for column, header in enumerate(headers):
                    if header in row:
                        page.write(at, column, row[header])
