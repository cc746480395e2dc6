"""The codes of the allocation and of what it writes: AL, AW, OUT."""

from spendreview.codes.meaning import Meaning

RUN: dict[str, Meaning] = {
    "AL601": Meaning(
        "Part of a conflict",
        "This limit or rule and the others listed cannot all hold; without any one of them the rest could.",
        "Relax one of those listed.",
    ),
    "AL602": Meaning(
        "Committed bid in a conflict",
        "A bid that must be funded, or that is held, takes part in the conflict.",
        "Lower its min_share, make it divisible, let go of its share, or relax a limit listed with it.",
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
    "OUT03": Meaning(
        "More rows than a sheet holds",
        "What is to be written has more rows than a sheet of Excel has room for; nothing was written.",
        "Keep a copy of the store itself.",
    ),
}
