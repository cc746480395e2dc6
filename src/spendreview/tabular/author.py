"""Who saved a workbook last, as its properties say."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

PROPERTIES = "docProps/core.xml"
LAST_AUTHOR = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"


def last_author(path: Path) -> str | None:
    """The name of whoever saved a workbook last; None where it does not say."""
    try:
        with zipfile.ZipFile(path) as archive:
            properties = ElementTree.fromstring(archive.read(PROPERTIES))
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile):
        return None
    return (properties.findtext(LAST_AUTHOR) or "").strip() or None
