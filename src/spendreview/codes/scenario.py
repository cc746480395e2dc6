"""The codes of the scenario."""

from spendreview.codes.meaning import Meaning

SCENARIO: dict[str, Meaning] = {
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
        "Two holds on one bid",
        "A bid has more than one of force, share and max_share, or one of them and another share handed in.",
        "Keep one of them.",
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
    "SC017": Meaning(
        "Held without a reason",
        "A share of the settlement workbook was changed, or Held by filled in, and its Reason to hold is blank.",
        "Say why in that cell; or put the share as run back and clear Held by, so that the bid is free.",
    ),
    "SC018": Meaning(
        "No share to hold",
        "A share handed in is blank, below 0 or above the bid's max_share; often a percentage typed as a whole number.",
        "Type a share from 0 to the bid's max_share, such as 70% or 0.7.",
    ),
    "SC019": Meaning(
        "One decision, several shares",
        "A bid with one share for all years (phasing profile, or divisible no) is held at different shares by year.",
        "Set the first year's share alone and save in Excel, so that the later years follow; or make the bid annual.",
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
    "SC024": Meaning(
        "Held bid not in the review",
        "A settlement workbook holds the share of a bid that the review does not have.",
        "Correct the code; or put the share as run back, and clear the reason.",
    ),
    "SC025": Meaning(
        "Shares not those of a run",
        "The settlement workbook is not there, or its shares have a bid that its sheet Bids as run does not.",
        "Hand in a workbook that a run wrote, with shares and reasons alone changed.",
    ),
    "SC026": Meaning(
        "Shares handed in twice",
        "The scenario names a settlement workbook under shares, and --shares names one too.",
        "Keep one of them.",
    ),
    "SC027": Meaning(
        "Settlement of other years",
        "The settlement workbook handed in has shares of other plan years than the review.",
        "Run the review as it is now, and edit the shares of that settlement workbook.",
    ),
    "SC028": Meaning(
        "Settlement of another review",
        "Not one bid of the settlement workbook handed in is in the review.",
        "Hand in a settlement workbook of this review.",
    ),
    "SC029": Meaning(
        "Row of a held bid gone",
        "The run held a bid, and its row was taken out of Allocation by bid: nothing says whether it stays held.",
        "Put the row back; or, to set the bid free, clear its Held as run on the sheet Bids as run.",
    ),
    "SC030": Meaning(
        "Rule that cannot be added",
        "The scenario says the kind of a rule that the workbook does not have, and it is not saving.",
        "Add the rule to the sheet Rules, and change its figures in the scenario; savings alone are added there.",
    ),
    "SC031": Meaning(
        "Not the rule of that code",
        "The scenario gives a rule of the workbook another kind, scope or control.",
        "Take that key out, so that the figures alone change; or add a saving under a code of its own.",
    ),
    "SC032": Meaning(
        "Source of another kind of rule",
        "The scenario gives a source to a rule of the workbook that is no saving, and no result would show it.",
        "Take the source out; or put it into the sheet Rules.",
    ),
}
