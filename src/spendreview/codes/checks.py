"""The codes of the 28 checks on claims: VFM01 to VFM28."""

from spendreview.codes.meaning import Meaning

CHECKS: dict[str, Meaning] = {
    "VFM01": Meaning(
        "No agreed baseline",
        "Nothing is said of what was spent before, so nothing can be measured as saved.",
        "Give the baseline of the programme's baseline year.",
    ),
    "VFM02": Meaning(
        "Baseline of another year or department",
        "The baseline is of another year than the programme's, or of none; or it was not restated for a "
        "machinery-of-government change.",
        "Give the baseline of the programme's year, restated where functions moved.",
    ),
    "VFM03": Meaning(
        "Baseline older than its outturn",
        "The baseline was set before the outturn of its year was known.",
        "Bring it up to date with the outturn, and baseline_as_at with it.",
    ),
    "VFM04": Meaning(
        "Gross of cost",
        "What it cost to save is not taken off, or nobody knows whether it is.",
        "Give ongoing_cost and one_off_cost, and the basis net.",
    ),
    "VFM05": Meaning(
        "One-off",
        "The saving is made once, or a later year has none: it does not last for the full years that its programme "
        "asks for.",
        "Claim only what lasts.",
    ),
    "VFM06": Meaning(
        "Not new",
        "The action began before the programme's first year.",
        "Leave it out, or show that it carries over beyond an earlier target, with carried_over yes.",
    ),
    "VFM07": Meaning(
        "Avoided cost without a budget",
        "A cost was avoided for which no budget had provided, such as a claim that was resisted.",
        "Say in addressable how much the budget had provided, or leave it out.",
    ),
    "VFM08": Meaning(
        "Not cash releasing",
        "Not all of the claim frees cash.",
        "Claim the part that does; the rest is an initiative of its own, and another improvement.",
    ),
    "VFM09": Meaning(
        "Quality not shown to be kept",
        "There is no measure of quality, it has no levels before and now, or it has become worse beyond its tolerance.",
        "Give the measure, its direction, and its level before and now.",
    ),
    "VFM10": Meaning(
        "A cut, not an efficiency",
        "Output fell by as much as input, or more.",
        "Leave it out: it is a cut in service.",
    ),
    "VFM11": Meaning(
        "Claimed twice",
        "Another initiative claims on the same contract, post or asset in the same year; or the same posts are reduced "
        "and relocated. Initiatives with only a baseline in common are warned about.",
        "Agree on one claim; or, where they are two savings, `spendreview vfm resolve` with the reason.",
    ),
    "VFM12": Meaning(
        "In a strand and in its department",
        "A programme and the one around it hold the same saving: an OEP strand, and the department's own return.",
        "Agree on one claim, or `spendreview vfm resolve`.",
    ),
    "VFM13": Meaning(
        "IT procurement in two strands",
        "Procurement of IT stands in the strand for IT and in that for procurement; it counts in the first.",
        "Leave it to the strand for IT, or `spendreview vfm resolve`.",
    ),
    "VFM14": Meaning(
        "Proceeds or capital",
        "Proceeds of a sale, or capital, are claimed as a saving of every year.",
        "Leave it out: proceeds are a receipt, and capital has its own budget.",
    ),
    "VFM15": Meaning(
        "Several years as one",
        "The claim of a year is what all years before it come to together.",
        "Enter what was saved in the year itself.",
    ),
    "VFM16": Meaning(
        "Part of a year as a whole one",
        "More months are claimed than the year had left when it began.",
        "Give the months in which it saved.",
    ),
    "VFM17": Meaning(
        "Prices mixed",
        "The claim is in other prices than its programme.",
        "Give it in the programme's prices.",
    ),
    "VFM18": Meaning(
        "Shifted to somebody else",
        "The cost is borne by another body, and nothing is left to government as a whole, or nobody says how much.",
        "Take that body's cost off in ongoing_cost, or leave it out.",
    ),
    "VFM19": Meaning(
        "Non-cash said to free cash",
        "Depreciation, provisions and the cost of capital are ring-fenced.",
        "Give a cash_share of 0.",
    ),
    "VFM20": Meaning(
        "Not to be seen in what was spent",
        "A department claims more than what it would have spent (as settled, plus what was taken out) less what it "
        "spent.",
        "Enter the outturn in Outturn, or look for what is claimed and was spent elsewhere.",
    ),
    "VFM21": Meaning(
        "More than there was to save on",
        "The claim is more than all that could be influenced; more than a quarter of it is warned about.",
        "Correct the claim, the addressable part or the baseline.",
    ),
    "VFM22": Meaning(
        "Not validated",
        "An arm's-length body or local government made the saving, and nobody validated its return.",
        "Name who did in validated_by.",
    ),
    "VFM23": Meaning(
        "Final too soon",
        "The claim is called final, and its data are likely to change.",
        "Call it interim, or say that the data will not change once they will not.",
    ),
    "VFM24": Meaning(
        "Posts not on record",
        "Posts are claimed as reduced that the department's count of posts does not show.",
        "Enter the count in Posts.",
    ),
    "VFM25": Meaning(
        "Nobody stands for it",
        "There is no owner, no sign-off, or no evidence that an auditor could look at.",
        "Name the owner and who signed it off, and say where the evidence is.",
    ),
    "VFM26": Meaning(
        "No contingency",
        "Plans for the final year come to less than the target and a fifth.",
        "Plan for more: some of it will slip.",
    ),
    "VFM27": Meaning(
        "Taken out of DEL already",
        "A saving of an earlier programme, for which the department's DEL was cut in that year, is offered as new.",
        "Offer only what goes beyond it.",
    ),
    "VFM28": Meaning(
        "No link to performance",
        "No indicator says which objective it supports.",
        "Name the indicator of the PSA or departmental objective.",
    ),
}
"""What each check is called, what it finds, and what puts it right."""
