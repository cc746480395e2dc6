"""The comments of one sheet: ours added, below what stands in the cell's own comment where it has one."""

from __future__ import annotations

from spendreview.tabular.annotate.markup import (
    Edit,
    Element,
    edited,
    element,
    elements,
    escaped,
    grown,
    root_of,
    visible,
    with_attribute,
)

AUTHOR = "spendreview"
LINE = "\u2500" * 12 + f" {AUTHOR}"
"""What stands between the text of somebody's comment and ours."""

MOST_CHARACTERS = 32_767
"""What Excel takes in one comment."""

STRICT_SPACE = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors></authors><commentList></commentList></comments>"
)
_FONT = '<{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/><{p}family val="2"/></{p}rPr>'


class Comments:
    """The part that holds a sheet's comments."""

    def __init__(self, xml: bytes) -> None:
        self._xml, self._seen = xml, visible(xml)
        self._prefix = root_of(xml).prefix.decode()
        self._authors = self._author_names()
        self._theirs = {
            (own.attribute("ref") or "").replace("$", ""): own
            for own in elements(self._seen, b"comment")
        }  # fmt: skip
        self._edits: list[Edit] = []
        self._new: list[bytes] = []

    def _author_names(self) -> list[str]:
        return [self._xml[own.inner : own.close].decode("utf-8", "replace") for own in elements(self._seen, b"author")]

    def author(self, address: str) -> str | None:
        """Who wrote the comment of a cell; None where it has none."""
        own = self._theirs.get(address)
        if own is None:
            return None
        number = int(own.attribute("authorId") or 0)
        return self._authors[number] if number < len(self._authors) else ""

    def write(self, address: str, text: str) -> None:
        """Put our text into a cell's comment: a new one, in place of ours of an earlier check, or below theirs."""
        own = self._theirs.get(address)
        if own is None:
            self._new.append(self._comment(address, text))
            return
        said = element(self._seen, b"text", own.inner, own.close)
        if said is None or self.author(address) == AUTHOR:
            start, end = (said.start, said.end) if said is not None else (own.inner, own.inner)
            self._edits.append((start, end, self._text(self._run(text))))
        else:
            self._edits.append((said.start, said.end, self._below(said, text)))

    def xml(self) -> bytes:
        """The part with everything that was added."""
        authors = element(self._seen, b"authors")
        listed = element(self._seen, b"commentList")
        edits = list(self._edits)
        if authors is not None and AUTHOR not in self._authors and self._new:
            name = f"<{self._prefix}author>{AUTHOR}</{self._prefix}author>".encode()
            edits.append(_added(self._xml, authors, name))
        if listed is not None and self._new:
            edits.append(_added(self._xml, listed, b"".join(self._new)))
        return edited(self._xml, edits)

    def _comment(self, address: str, text: str) -> bytes:
        number = self._authors.index(AUTHOR) if AUTHOR in self._authors else len(self._authors)
        tag = with_attribute(f"<{self._prefix}comment>".encode(), "ref", address)
        tag = with_attribute(tag, "authorId", str(number))
        return tag + self._text(self._run(text)) + f"</{self._prefix}comment>".encode()

    def _text(self, runs: bytes) -> bytes:
        name = f"{self._prefix}text".encode()
        return b"<%b>%b</%b>" % (name, runs, name)

    def _run(self, text: str) -> bytes:
        p = self._prefix
        return (
            f'<{p}r>{_FONT.format(p=p)}<{p}t xml:space="preserve">{escaped(text)}</{p}t></{p}r>'.encode()
        )  # fmt: skip

    def _below(self, said: Element, text: str) -> bytes:
        """Their text, run by run as it stands, then a line, then ours; what we put there before goes."""
        xml = self._xml[said.start : said.end]
        runs = list(elements(xml, b"r"))
        ours = [run for run in runs if LINE.encode() in xml[run.start : run.end]]
        theirs = [run for run in runs if run not in ours]
        plain = element(xml, b"t") if not theirs else None
        kept = theirs or [own for own in (plain,) if own is not None]
        length = sum(len(xml[own.start : own.end].decode("utf-8", "replace")) for own in kept)
        room = max(MOST_CHARACTERS - length, 0)
        new = self._run(f"\n{LINE}\n{text}"[:room])
        edits: list[Edit] = [(run.start, run.end, b"") for run in ours]
        if theirs:
            edits.append((theirs[-1].end, theirs[-1].end, new))
        elif plain is not None:
            # Plain text and runs do not stand side by side: theirs becomes a run without a format.
            name = self._prefix.encode() + b"r"
            edits.append((plain.start, plain.end, b"<%b>%b</%b>" % (name, xml[plain.start : plain.end], name) + new))
        else:
            return self._text(new)
        return edited(xml, edits)


def _added(xml: bytes, own: Element, content: bytes) -> Edit:
    """Content at the end of an element, its start tag left as it is unless it was closed in itself."""
    return grown(xml, own, content) if own.inner == own.end else (own.close, own.close, content)
