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
