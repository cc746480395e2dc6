"""Which stream is a terminal, and how text gets through one that cannot show every character. Imports no rich."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from typing import TextIO

STAND_INS = {
    "£": "GBP ", "–": "-", "—": "-", "−": "-", "›": ">", "…": "...", "×": "x", "‘": "'", "’": "'", "“": '"', "”": '"',
}  # fmt: skip
"""What stands in for a character that a stream cannot show."""

STAND_IN = "spendreview.stand_in"
"""The name of the error handler that puts them there."""


EXIT_INTERRUPTED = 130
"""As shells give it: 128 and the number of the signal."""

INTERRUPTED = "Interrupted. No file is half-written."


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # nothing is decoded with it
    missing = error.object[error.start : error.end]
    return "".join(STAND_INS.get(letter, "?") for letter in missing), error.end


def prepare_streams() -> None:
    """Let no character that a terminal or a pipe cannot show end a run."""
    codecs.register_error(STAND_IN, _stand_in)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=STAND_IN)


def shows_tables(stream: TextIO | None) -> bool:
    """Whether tables may go there: a terminal that is not a dumb one, or whatever FORCE_COLOR says is as good."""
    if stream is None or is_dumb():
        return False
    return bool(os.environ.get("FORCE_COLOR")) or is_terminal(stream)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether someone watches the stream; one that is closed, or was never opened, has no reader."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def takes_no_more(error: Exception) -> bool:
    """Whether a stream refused what was printed: the disk behind it is full. Files that are written have names."""
    return isinstance(error, OSError) and error.filename is None and error.errno in _NO_ROOM


_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}


def is_dumb() -> bool:
    """Whether the terminal says that it takes plain lines alone."""
    return os.environ.get("TERM", "").casefold() in ("dumb", "unknown")


def can_show(text: str, encoding: str) -> str:
    """The text with stand-ins for what the encoding lacks, so that columns stay as wide as they were measured.

    >>> can_show("£5m – more", "ascii")
    'GBP 5m - more'
    """
    codecs.register_error(STAND_IN, _stand_in)
    return text.encode(encoding, STAND_IN).decode(encoding)
