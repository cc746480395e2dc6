"""What is typed or pasted and only looks like what was meant: characters without width, dashes that are no hyphen."""

from __future__ import annotations

import re

UNSEEN = ("\u200b", "\ufeff")
"""Characters without width, which come along when text is copied from a web page."""

_UNSEEN = str.maketrans(dict.fromkeys(UNSEEN, ""))


def without_unseen(text: str) -> str:
    """Text without characters that nobody can see, and with plain spaces for hard ones."""
    return text.translate(_UNSEEN).replace("\u00a0", " ").strip()


def meant_year(text: str) -> str:
    """A question, where text is a year but for its dash, or for the century of its second half."""
    halves = re.fullmatch(r"(\d{4})\s*[-\u2010-\u2015\u2212/]\s*(?:\d{2})?(\d{2})", text)
    if halves is None or int(halves[2]) != (int(halves[1]) + 1) % 100:
        return ""
    return f" (did you mean '{halves[1]}-{halves[2]}'?)"
