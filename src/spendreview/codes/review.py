"""The codes of the review: RV faults, RW warnings."""

from spendreview.codes.meaning import Meaning

REVIEW: dict[str, Meaning] = {
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
    "RV319": Meaning(
        "Bids that require one another",
        "Bids stand in each other's requires, in a circle, so that none of them comes first.",
        "Clear requires of the bid that comes first; for bids that go together, make one bid of them.",
    ),
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
    "RW417": Meaning(
        "Transfer from both sides",
        "Two lines of Adjustments are one transfer, written from either side; each line moves money on both sides.",
        "Keep one of the two lines, unless there were two transfers of one amount there and back.",
    ),
    "RW418": Meaning(
        "Baseline below zero",
        "Adjustments take more from a department's baseline than was published.",
        "Check the amount, its sign and the control.",
    ),
    "RW419": Meaning(
        "Adds up on screen alone",
        "Departmental limits differ from the total by less than what one decimal of £ million shows.",
        "Type the figures to the £ thousand, so that they sum to the total; or leave it, if it is meant.",
    ),
    "RW420": Meaning(
        "Shares of bids that are gone",
        "The settlement workbook handed in has bids that the review lacks. Nobody edited them: they are left out.",
        "None is needed.",
    ),
    "RW421": Meaning(
        "Year without a column",
        "Bids has columns of a control for some plan years only; the others were read as zero.",
        "Add the missing columns, with 0 where nothing is asked for.",
    ),
    "RW422": Meaning(
        "Bid without a cost",
        "A bid costs nothing in any year under any control, and yet has effects: it is funded for nothing.",
        "Give its cost; leave it if the effects do come for nothing.",
    ),
    "RW423": Meaning(
        "Effect outside its range",
        "An effect lies outside the range from its low to its high.",
        "Correct one of the three; mind the sign of an effect that is a fall.",
    ),
    "RW424": Meaning(
        "Settlement of an earlier workbook",
        "The settlement workbook handed in was made from another workbook, or from the review before it was changed.",
        "None is needed where the review was meant to change; else hand in the settlement of this workbook.",
    ),
    "RW425": Meaning(
        "Rows of shares gone",
        "Rows were taken out of Allocation by bid. That run did not hold their bids, and they are free.",
        "None is needed; to hold one of them, put its row back.",
    ),
    "RW426": Meaning(
        "Saving outside the plan",
        "A rule of the scenario has a figure for a year that the plan does not have. It is left out.",
        "None is needed where the ledger holds more years than the plan; else correct the year.",
    ),
}
