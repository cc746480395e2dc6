"""The codes of the value-for-money ledger: LG for what it does not take, LW for remarks."""

from spendreview.codes.meaning import Meaning

LEDGER: dict[str, Meaning] = {
    "LG801": Meaning(
        "Neither a return nor an auditor's report",
        "The workbook has no sheet Return, and no sheet Audits either.",
        "Start from `spendreview template vfm`.",
    ),
    "LG802": Meaning(
        "Audits in a return",
        "Auditors grade, and a department hands in its return: one workbook cannot be both.",
        "Move the sheet Audits into a workbook of its own.",
    ),
    "LG803": Meaning(
        "Return handed in again with other content",
        "A return of this department and name is in the ledger, and says something else.",
        "Give the new return a name of its own; or correct single entries with `spendreview vfm correct`.",
    ),
    "LG804": Meaning(
        "Code not known",
        "The row names a programme or an initiative that neither this workbook, nor one handed in with it, nor the "
        "ledger has.",
        "Correct the code, or hand in what defines it first or together with it.",
    ),
    "LG805": Meaning(
        "Another department's row",
        "The return of one department holds a row of another, or claims on an initiative that never was its own.",
        "Leave it to that department's return; a return that the Treasury compiles has the department ALL.",
    ),
    "LG806": Meaning(
        "Said twice in one return",
        "Two rows of the sheet speak of the same thing.",
        "Keep one of them.",
    ),
    "LG807": Meaning(
        "Control total missed",
        "The claims, as they are reported, do not add up to what the department says its return adds up to; the "
        "difference is named.",
        "Correct the claims or the control_total.",
    ),
    "LG808": Meaning(
        "Years out of order",
        "A programme's baseline year, first year and final year do not follow each other, or lie more than sixty years "
        "apart.",
        "Give them in order: the first year after the baseline year, the final year not before the first.",
    ),
    "LG809": Meaning(
        "Programmes within each other",
        "A programme is within itself, alone or by way of others; or within more than twenty, one around the other.",
        "Let the smaller one be within the larger one.",
    ),
    "LG810": Meaning(
        "Rate and phasing do not fit",
        "A multiplicative target needs a rate, and no other takes one.",
        "Give the rate, or take it away.",
    ),
    "LG811": Meaning(
        "Grades do not add up",
        "An auditor's green, amber and red add up to something else than the scope, or one of them is below zero.",
        "Correct the grades or the scope: what was not graded is not in scope.",
    ),
    "LG812": Meaning(
        "Report recorded with other figures",
        "This report's findings on this programme, department and initiative are in the ledger with other figures.",
        "Correct that entry with `spendreview vfm correct`.",
    ),
    "LG813": Meaning(
        "No such entry",
        "There is no entry of this number that can be corrected, or no initiative, programme or department of this "
        "code.",
        "Look the number up with `spendreview vfm history` and the code that the entry speaks of.",
    ),
    "LG814": Meaning(
        "Corrected already",
        "Another entry has taken the place of this one; it is named.",
        "Correct that one.",
    ),
    "LG815": Meaning(
        "Reason missing",
        "A correction needs a reason, and so does a ruling on an initiative.",
        "Say why: --reason.",
    ),
    "LG816": Meaning(
        "Change not understood",
        "What is to be changed names no column of the entry, or one that says which thing it speaks of, or gives a "
        "value that the column does not take.",
        "Write --set column=value, with a column of the entry's sheet.",
    ),
    "LG817": Meaning(
        "Not a department's code",
        "The whole of government is ALL, in capitals; a department's code is anything else, and that of a return has "
        "no stroke (/), which parts it from the return's name.",
        "Write ALL, or the department's code, without a stroke.",
    ),
    "LG818": Meaning(
        "No such programme",
        "The ledger has no programme of this code as at this date and as known at this time.",
        "Look at the code, the date, and which returns were handed in.",
    ),
    "LG819": Meaning(
        "Year after the programme",
        "The position is asked for in a year after the programme's final one.",
        "Ask for a year up to its final one.",
    ),
    "LG820": Meaning(
        "No such check",
        "The sheet Binding names a check that there is not.",
        "Give one of VFM01 to VFM28.",
    ),
    "LG821": Meaning(
        "Nothing to export",
        "Nothing in the ledger speaks of this date or an earlier one, as known at this time.",
        "Give a date that a return speaks of.",
    ),
    "LG822": Meaning(
        "Cells too far out",
        "A sheet has values further down than row 100,100, or so far to the right that they are not read; nothing is "
        "imported in part.",
        "Split the return in two, under two names. Where it is a stray value, delete its row or column.",
    ),
    "LG823": Meaning(
        "Not for a department to decide",
        "A department's return holds a row in Resolutions: which of two claims on one saving counts is the Treasury's "
        "decision.",
        "Enter it in a return of department ALL, or with `spendreview vfm resolve`.",
    ),
    "LG824": Meaning(
        "No such department",
        "No initiative in the ledger is of a department of this code.",
        "Look at the code; `spendreview vfm position --by department` lists them.",
    ),
    "LG825": Meaning(
        "Nothing to resolve",
        "The initiative shares no contract with another one that claims, and looks like a duplicate of none; or it is "
        "ruled on so already.",
        "Look at `spendreview vfm checks` for what VFM11, 12 and 13 found.",
    ),
    "LW901": Meaning(
        "Total beside its parts",
        "A programme has, for one year, a total for the whole of government and claims of departments besides: both "
        "are counted.",
        "Put the departments' figures into a programme of their own that is within the other.",
    ),
    "LW902": Meaning(
        "Outside the programme's years",
        "A claim or a target stands in a year before the programme's first or after its final one.",
        "Correct the year, or the programme's years.",
    ),
    "LW903": Meaning(
        "Backdated",
        "The ledger has later returns: this one changes positions on past dates, as they are known from now on.",
        "None is needed; earlier positions come back with --known-at.",
    ),
    "LW904": Meaning(
        "Control total is gross",
        "The control total equals the claims before cost, not net of it.",
        "Say what the return adds up to net.",
    ),
    "LW905": Meaning(
        "Of a day to come",
        "A return's as_at, or the date of an auditor's finding, is later than the day on which it came in. It takes "
        "the place of what speaks of earlier days, and positions stand at it unless another date is asked for.",
        "Put the date right before the import. Afterwards give positions their date with --as-at, and withdraw its "
        "entries with `spendreview vfm correct`.",
    ),
    "LW906": Meaning(
        "Cost below nil",
        "A claim's ongoing or one-off cost is negative, which raises the saving.",
        "Enter costs above nil, and what is saved in gross.",
    ),
    "LW907": Meaning(
        "More posts reallocated than reduced",
        "Of a department's gross reductions more posts are said to have gone elsewhere than there are, in one "
        "programme and on one date.",
        "Correct one of the two counts: what is reallocated is part of the gross reductions.",
    ),
    "LW908": Meaning(
        "Moved since",
        "A department claims on an initiative that was once its own, and is another's now. Positions on dates after "
        "the move count the claim to the other one.",
        "None is needed; if the other department claims the saving as well, agree on one claim.",
    ),
    "LW909": Meaning(
        "Control total by another rule",
        "The control total is what the claims add up to by what their programmes did with one-off costs at another "
        "date, not at the return's own.",
        "Say what the return adds up to by the rules of its date.",
    ),
    "LW910": Meaning(
        "Taken over",
        "A department's return defines an initiative as its own that is defined as another's too. At each date it "
        "counts for the one whose definition stands.",
        "None is needed where the initiative has moved. Else give it a code of its own.",
    ),
    "LW911": Meaning(
        "Programme cut short",
        "A programme is defined anew with fewer years. Of those that it no longer has, positions show nothing from "
        "the date of this return on; claims on them are kept.",
        "None is needed where the programme was cut short. Else give it all its years.",
    ),
    "LW912": Meaning(
        "A department says what binds",
        "A department's return has rows in Binding: they change what the checks do in a programme, for every "
        "department.",
        "None is needed where the Treasury agreed; else withdraw them with `spendreview vfm correct`.",
    ),
}
