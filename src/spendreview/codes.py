"""Every code that a problem may carry: what it means, how it comes about, and what puts it right.

The letters say who speaks: WB the workbook's reader, WW its warnings, RV the review's checks, RW its warnings, SC the
scenario, AL the allocation, AW its warnings, OUT the writing of results. Codes keep their meaning from one version to
the next. The documentation page and its test are made from here.
"""

from __future__ import annotations

from typing import NamedTuple


class Meaning(NamedTuple):
    """One code in words: its title, how it comes about, and what puts it right."""

    title: str
    cause: str
    cure: str


GROUPS: dict[str, str] = {
    "WB": "The workbook cannot be read as it stands",
    "WW": "The workbook was read, with a remark",
    "RV": "The review's rows do not fit together",
    "RW": "The review may run, with a remark",
    "SC": "The scenario",
    "AL": "There is no settlement",
    "AW": "There is a settlement, with a remark",
    "OUT": "A result could not be written",
}
"""What the letters of a code stand for, in the order of the documentation."""

_WORKBOOK = {
    "WB001": Meaning(
        "File not found, or locked",
        "The path names no file, or another program holds it open.",
        "Check the path; close the workbook in Excel.",
    ),
    "WB002": Meaning("Not .xlsx", "The file is .xls, .xlsb, .ods or CSV.", "Open it in Excel and save it as .xlsx."),
    "WB003": Meaning(
        "Password, or the old format",
        "The file asks for a password, or is an .xls file under another name.",
        "Save it as .xlsx without a password.",
    ),
    "WB004": Meaning("Damaged file", "The file is not a workbook, or is broken.", "Let Excel repair it, and save it."),
    "WB005": Meaning(
        "Too large",
        "Unpacked, the workbook is larger than any review, as a zip bomb would be.",
        "Take out pictures and sheets that do not belong to the review.",
    ),
    "WB010": Meaning(
        "Sheet missing", "The workbook lacks a sheet that it must have.", "Add the sheet; the template has it."
    ),
    "WB011": Meaning(
        "Header row not found",
        "No row among the first twelve holds every required column; the nearest row and what it lacks are named.",
        "Add the columns named, or copy the header from the template.",
    ),
    "WB012": Meaning(
        "Unknown column",
        "A header is not a column of this sheet, nor a note of your own.",
        "Correct its spelling, or start the header with # or note if the column is yours.",
    ),
    "WB013": Meaning("Column twice", "Two columns have the same header.", "Keep one of them."),
    "WB014": Meaning(
        "Unknown setting",
        "A row of a sheet of settings names none that is known.",
        "Correct its spelling, or start the name with # if the row is yours.",
    ),
    "WB015": Meaning("Setting missing", "A setting that the review needs has no row.", "Add its row, with a value."),
    "WB016": Meaning(
        "Another version of the format",
        "The setting `format` names a version that this program does not read.",
        "Use the program that the workbook was made for, or start from its template.",
    ),
    "WB017": Meaning(
        "Plan years out of order",
        "The plan years are not one to five consecutive years that begin right after the baseline year.",
        "Correct `baseline_year` or `plan_years` in the sheet Review.",
    ),
    "WB018": Meaning(
        "Sheet twice",
        "Two sheets have the same title but for case or surrounding space.",
        "Rename the one that is not meant.",
    ),
    "WB101": Meaning("Blank cell", "A required cell holds nothing.", "Fill it in; put 0 if the figure is nil."),
    "WB102": Meaning(
        "Not a number",
        "A word, a mark such as n/a or [x], TRUE, or text that could mean several numbers.",
        "Type the number; for nothing, 0 or, where the sheet allows it, a blank.",
    ),
    "WB103": Meaning(
        "Number out of range", "The number is outside what the column takes.", "Correct it; mind the unit."
    ),
    "WB104": Meaning(
        "Not one of the words", "The cell holds something other than the words it takes.", "Choose from the drop-down."
    ),
    "WB105": Meaning(
        "Excel error", "The cell shows #DIV/0!, #REF! or the like.", "Correct the formula and save in Excel."
    ),
    "WB106": Meaning(
        "Not a year or a date",
        "The cell holds no financial year such as 2008-09, or no date.",
        "Type the year as text, with a hyphen and two figures after it; a date as 2008-04-01.",
    ),
    "WB107": Meaning(
        "Date where a number belongs",
        "Excel made a date of what was typed; taken as a number it would be its serial number.",
        "Format the cell as a number and type the figure again.",
    ),
    "WB108": Meaning("Decimal comma", "A comma stands where a decimal point may be meant.", "Type a point: 12.5."),
    "WB109": Meaning(
        "Not a code", "A code holds a space or a semicolon.", "Use letters, figures and hyphens, such as HO-NP1."
    ),
    "WB110": Meaning(
        "Formula never calculated",
        "The file was written by a program that does not calculate, so the cell has no value.",
        "Open it in Excel and save it.",
    ),
    "WB111": Meaning("Code twice", "Two rows have the same code, or a setting stands twice.", "Rename or remove one."),
    "WB112": Meaning(
        "Code of no row",
        "A cell names a department, bid, priority or indicator that its sheet does not have.",
        "Correct the spelling, or add the row.",
    ),
    "WW201": Meaning("Number as text", "The cell is text that is plainly a number.", "None is needed."),
    "WW202": Meaning(
        "Rounded to £ thousand",
        "The figure has more than three decimals of £ million; it was rounded half to even.",
        "None is needed; or round it yourself.",
    ),
    "WW203": Meaning("Dash read as zero", "A lone dash stands where a blank would be zero.", "None is needed."),
    "WW204": Meaning(
        "Date read back as a year",
        "Excel turned 2008-09 into September 2008.",
        "Format the cell as text, then type the year again.",
    ),
    "WW205": Meaning(
        "Sheet not read",
        "The workbook has a sheet that the format does not know.",
        "None if it is yours; correct the title if it is meant to be read.",
    ),
    "WW206": Meaning(
        "Far cells not read",
        "A sheet has cells further down or to the right than any review.",
        "None if they are not meant; mostly a stray value or colour.",
    ),
}

_REVIEW = {
    "WW207": Meaning(
        "Values may be old",
        "The file asks to be recalculated when opened, and the sheet has formulas: it was written by a program.",
        "Open it in Excel and save it, so that formulas hold their values.",
    ),
    "RV301": Meaning("Unknown series", "Economy names a series that is not known.", "Use a name of the message."),
    "RV302": Meaning("Deflator of zero", "gdp_deflator is 0 in a year.", "Give the index, above 0, in every year."),
    "RV303": Meaning(
        "Department reads as a scope",
        "A department is called total, or its code holds a colon.",
        "Choose another code: those words are scopes of limits and rules.",
    ),
    "RV305": Meaning(
        "Transfer with one side",
        "A mog or transfer names no other department, or the same one; or another kind names one.",
        "Fill in `to` for a mog or transfer, with another department; leave it blank otherwise.",
    ),
    "RV306": Meaning(
        "Unknown scope of a limit",
        "The scope is neither total, a department, nor an existing group: or bid:.",
        "Correct the scope, or add what it names.",
    ),
    "RV307": Meaning(
        "Two limits on the same thing",
        "Two limits of one scope, control and sense hold in one year.",
        "Keep the one that is meant; the message names the other.",
    ),
    "RV308": Meaning(
        "Near-cash not given",
        "A limit on NEAR_CASH covers bids that do not say what of them is near-cash.",
        "Add the NEAR_CASH columns to Bids.",
    ),
    "RV309": Meaning("Shares crossed", "A bid's min_share is above its max_share.", "Correct one of them."),
    "RV310": Meaning(
        "Part of an all-or-nothing bid",
        "A bid with divisible no has a share between 0 and 1.",
        "Set its shares to 0 or 1, or make it divisible.",
    ),
    "RV311": Meaning(
        "Bid of a devolved department",
        "A devolved department's block grant follows from the rules, so it has no bids.",
        "Take the bid out, or use a devolved_addition rule.",
    ),
    "RV312": Meaning("Bid requires itself", "A bid stands in its own requires.", "Name another, or leave it blank."),
    "RV313": Meaning(
        "Indicator without a goal",
        "An indicator has neither a target nor a min_movement.",
        "Give the target, or the movement that counts as improved.",
    ),
    "RV314": Meaning(
        "Target on the wrong side",
        "The target equals the baseline, or lies where the direction says that things get worse.",
        "Correct the target, the baseline or the direction.",
    ),
    "RV315": Meaning(
        "Target year too early",
        "The target year is not after the baseline year, or the baseline year is not before the end of the plan.",
        "Correct the years.",
    ),
    "RV316": Meaning(
        "Pair twice",
        "Two rows have the same department and control, or the same bid and indicator.",
        "Add them together in one row, or remove one.",
    ),
    "RV317": Meaning(
        "Target at the baseline",
        "The target all but equals the baseline, so that progress between them cannot be computed.",
        "Correct one of the two, or leave the target blank and give min_movement.",
    ),
    "RV318": Meaning("No departments", "The sheet Departments has no rows.", "Add a row for each department."),
    "RV321": Meaning(
        "Scope not taken by the rule",
        "The rule's scope is blank, does not exist, or is not one that its kind takes.",
        "Use the scope that the message names.",
    ),
    "RV322": Meaning(
        "Control not taken by the rule",
        "The rule's control is blank where the kind needs one, or not one that it takes.",
        "Use the control that the message names.",
    ),
    "RV323": Meaning(
        "Figure missing or misplaced",
        "The rule has no figure, or has one in `years` where its kind takes only `value`.",
        "Put the figure where the message says.",
    ),
    "RV324": Meaning(
        "Too few or too many figures",
        "`years` does not hold one figure a plan year.",
        "Give as many figures as the plan has years, with semicolons between them.",
    ),
    "RV325": Meaning(
        "Figure of a rule out of range",
        "The figure lies outside what the kind of rule takes.",
        "Correct it: rates are fractions, 0.05 and not 5.",
    ),
    "RV326": Meaning("Rule twice", "Two rules of one kind hold for the same scope and control.", "Keep one of them."),
    "RV327": Meaning(
        "Wrong other side of a rule",
        "A barnett rule names no English department in `to`, or another kind fills `to`.",
        "Name the English department for barnett; leave `to` blank otherwise.",
    ),
    "RV328": Meaning(
        "Deflator missing", "A rule in real terms needs the GDP deflator.", "Give gdp_deflator in Economy, every year."
    ),
    "RV329": Meaning(
        "Population share missing",
        "A devolved department has a comparability but no share of population.",
        "Add a population_share rule for it.",
    ),
    "RV330": Meaning(
        "Baseline missing",
        "A rule starts from a baseline that the workbook does not give.",
        "Add its row to Baselines, with 0 where it is nil.",
    ),
    "RW401": Meaning(
        "Fully mechanistic",
        "Nobody said how far the money may follow performance, so it follows wholly.",
        "Set link_strength in the scenario.",
    ),
    "RW402": Meaning(
        "Baseline bids differ from the baseline",
        "A department's baseline bids of the first year are more than 1 % away from its restated baseline.",
        "Check both; a difference may be meant.",
    ),
    "RW403": Meaning(
        "Idle priority", "A priority has no indicator, or weight 0, and takes no part.", "Add an indicator or a weight."
    ),
    "RW404": Meaning(
        "Part larger than the whole",
        "A bid's ADMIN, NEAR_CASH or DEPRECIATION is above the RDEL that it is part of.",
        "Check the figures: of-which lines are not added to RDEL.",
    ),
    "RW405": Meaning(
        "Only the last year counts",
        "An annual bid has an immediate effect and no step, so only the evaluation year moves its indicator.",
        "Give it a step, or make it a profile bid.",
    ),
    "RW406": Meaning(
        "Steep trend", "An indicator's trend alone moves further than its goal asks.", "Check the trend and the target."
    ),
    "RW407": Meaning(
        "Crowded indicator",
        "The bids on an indicator together pass its goal: the last of them buy nothing more.",
        "Check the effects; overlapping bids count twice.",
    ),
    "RW408": Meaning(
        "Limits above the total",
        "Departmental limits sum to more than the total, so not all can be used.",
        "None is needed if that is meant.",
    ),
    "RW409": Meaning(
        "Step without use", "A bid with one share for all years has a step.", "Make it annual, or clear the step."
    ),
    "RW410": Meaning(
        "Scenario sheet not read",
        "A scenario file was given, and takes the place of the workbook's own Scenario sheet.",
        "None is needed; or run the workbook itself.",
    ),
    "RW411": Meaning(
        "Limit over nothing",
        "A limit names a programme or a tag that no bid has.",
        "Correct the scope, or give the bids that programme or tag.",
    ),
}

_SCENARIO = {
    "RW412": Meaning(
        "Share above one",
        "A bid may be funded to more than it asks for: often a percentage typed as a whole number.",
        "Put 1 for the whole bid.",
    ),
    "RW413": Meaning(
        "Large rate",
        "A real rate of more than a half a year: often a percentage typed as a whole number.",
        "Put a fraction: 0.025 is 2.5 per cent.",
    ),
    "RW414": Meaning(
        "Rule without effect",
        "A reserve or end-year flexibility adjusts a max limit that is not there.",
        "Add the limit, or take the rule out.",
    ),
    "RW415": Meaning(
        "No real terms",
        "gdp_deflator has a blank year, so nothing is shown in real terms.",
        "Give the index for the baseline year and every plan year.",
    ),
    "RW416": Meaning(
        "Price base outside the review",
        "price_base_year is neither the baseline year nor a plan year; prices of the baseline year are shown.",
        "Choose one of those years.",
    ),
    "SC001": Meaning(
        "Scenario file not read",
        "There is no such file, it cannot be opened, is not UTF-8, or is far too large.",
        "Check the path; save it as UTF-8 text.",
    ),
    "SC002": Meaning("Not YAML", "The text is not keys and values.", "Mend the line named: mostly a colon or a space."),
    "SC003": Meaning("Key twice", "A key is set twice, or both as a whole and in part.", "Keep one of them."),
    "SC004": Meaning("Unknown key", "The format has no such key.", "Correct its spelling; the nearest key is named."),
    "SC005": Meaning("Key missing", "A key that the scenario needs is not there.", "Add it."),
    "SC006": Meaning("Value not taken", "The value is not what the key takes.", "Use what the message says."),
    "SC011": Meaning(
        "Change to nothing",
        "The scenario changes a limit, bid, priority or rule that the workbook does not have.",
        "Correct the code; the nearest one is named.",
    ),
    "SC012": Meaning("Not a plan year", "A change names a year outside the plan.", "Use a plan year of the workbook."),
    "SC013": Meaning(
        "Change to a blank limit",
        "scale or add names a year in which the limit has no figure.",
        "Use set for that year.",
    ),
    "SC014": Meaning(
        "Two holds on one bid", "A bid has more than one of force, share and max_share.", "Keep one of them."
    ),
    "SC015": Meaning(
        "Part of an all-or-nothing bid",
        "The scenario holds a bid with divisible no between 0 and 1.",
        "Use 0 or 1, or force in or out.",
    ),
    "SC016": Meaning(
        "Too few or too many figures",
        "A rule's years in the scenario are not one figure a plan year.",
        "Give as many figures as the plan has years.",
    ),
    "SC021": Meaning("Objective not there yet", "This version pursues `weighted` alone.", "Use weighted."),
    "SC022": Meaning(
        "Link strength not there yet", "This version takes a link strength of 1 alone.", "Use 1, or leave it out."
    ),
    "SC023": Meaning(
        "Nothing to pursue",
        "No priority has both a weight above 0 and an indicator.",
        "Fill in Priorities and Indicators.",
    ),
}

_RUN = {
    "AL601": Meaning(
        "Part of a conflict",
        "This limit or rule and the others listed cannot all hold; without any one of them the rest could.",
        "Relax one of those listed.",
    ),
    "AL602": Meaning(
        "Committed bid in a conflict",
        "A bid that must be funded takes part in the conflict.",
        "Lower its min_share, make it divisible, or relax a limit listed with it.",
    ),
    "AL603": Meaning(
        "Out of time", "No settlement was found in the time allowed.", "Raise solver.time_limit_s in the scenario."
    ),
    "AL604": Meaning(
        "Solver stopped",
        "The solver ended without a settlement and without a proof that there is none.",
        "Look for figures of wildly different size, such as pounds among £ million.",
    ),
    "AL605": Meaning(
        "Conflict not found",
        "Nothing is feasible, and the solver could not tell which limits, rules and bids conflict.",
        "Loosen what was changed last; bring figures nearer in size.",
    ),
    "AW501": Meaning(
        "Provisional",
        "The solver stopped before the settlement was proved best; the gap is named.",
        "Raise solver.time_limit_s in the scenario.",
    ),
    "AW502": Meaning(
        "Remark on a pass", "A pass ended in a way worth saying, which the message says.", "None is needed."
    ),
    "AW503": Meaning(
        "Constraint missed",
        "Recomputed outside the solver, a constraint is out by more than rounding explains.",
        "Bring the figures nearer in size, and report it.",
    ),
    "OUT01": Meaning(
        "File not replaced",
        "The file to replace is open in another program, or its folder is protected.",
        "Close it in Excel, then run again; or choose another folder.",
    ),
    "OUT02": Meaning(
        "Folder or disk refuses",
        "The folder does not exist or may not be written to, the path is a folder, or the disk is full.",
        "Choose a folder that you may write to, with room.",
    ),
}

CODES: dict[str, Meaning] = {**_WORKBOOK, **_REVIEW, **_SCENARIO, **_RUN}
"""Every code, in the order of the documentation."""
