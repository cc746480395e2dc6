"""What XlsxWriter does not write into a workbook: the named cell styles of its headings, and its language."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

HEADING_SIZES = (16, 14)
"""Points of Heading 1 and Heading 2: no other text has these sizes, so that a font's size tells a heading."""
NAMES = (("Heading 1", 16), ("Heading 2", 17))
"""Excel's own styles, by name and the number that Excel knows them by in every language."""

FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every part inside the file: equal input makes equal bytes."""


def with_headings_and_language(file: bytes, language: str) -> bytes:
    """The same workbook with its headings marked as such, and its language told to whatever reads it aloud."""
    changes: dict[str, Callable[[str], str]] = {
        "xl/styles.xml": with_headings,
        "docProps/core.xml": lambda text: _once(
            r"</cp:coreProperties>", f"<dc:language>{language}</dc:language></cp:coreProperties>", text
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in parts.infolist():
            content = parts.read(part)
            if change := changes.get(part.filename):
                content = change(content.decode("utf-8")).encode("utf-8")
            entry = zipfile.ZipInfo(part.filename, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return out.getvalue()


def with_headings(styles: str) -> str:
    """The styles part with the cell styles Heading 1 and Heading 2, which the formats of their sizes follow."""
    fonts = _fonts_of_headings(styles)
    first = int(_found(r'<cellStyleXfs count="(\d+)"', styles))
    for level, (name, number) in enumerate(NAMES):
        if not fonts[level]:
            continue
        style = first + sum(1 for found in fonts[:level] if found)
        base = f'<xf numFmtId="0" fontId="{fonts[level][0]}" fillId="0" borderId="0"/>'
        styles = _grown("cellStyleXfs", base, styles)
        styles = _grown("cellStyles", f'<cellStyle name="{name}" xfId="{style}" builtinId="{number}"/>', styles)
        for font in fonts[level]:
            styles = re.sub(rf'(<xf [^>]*fontId="{font}" [^>]*)xfId="0"', rf'\1xfId="{style}"', styles)
    return styles


def _fonts_of_headings(styles: str) -> list[list[int]]:
    """The numbers of the fonts of each heading size."""
    fonts = re.findall(r"<font>.*?</font>", _found(r"(?s)<fonts [^>]*>(.*?)</fonts>", styles), flags=re.DOTALL)
    return [[n for n, font in enumerate(fonts) if f'<sz val="{size}"/>' in font] for size in HEADING_SIZES]


def _grown(element: str, child: str, styles: str) -> str:
    """One child more in a counted element."""
    count = int(_found(rf'<{element} count="(\d+)"', styles))
    styles = _once(rf'<{element} count="{count}"', f'<{element} count="{count + 1}"', styles)
    return _once(rf"</{element}>", f"{child}</{element}>", styles)


def _once(pattern: str, replacement: str, text: str) -> str:
    changed, count = re.subn(pattern, lambda _: replacement, text)
    assert count == 1, f"{pattern} stands {count} times where it is written once"
    return changed


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, f"no {pattern} in what was written"
    return match[1]
