"""What LibreOffice makes of a workbook: its formulas recalculated from nothing, and its pages."""

import os
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

OFFICE = shutil.which("libreoffice") or shutil.which("soffice")
CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")


def needs_office():
    """Skip, saying why, where there is no LibreOffice; on the build server its absence is a failure."""
    if OFFICE is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is not installed: the formulas of the workbook cannot be recalculated")
        pytest.skip("LibreOffice is not installed, so nothing here can recalculate the workbook's formulas")


def strip_cached_values(workbook, stripped):
    """A copy of a workbook in which no formula has a value; says how many were taken away."""
    count = 0
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(stripped, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                content, found = CACHED.subn(rb"\1", content)
                count += found
            target.writestr(item, content)
    return count


def convert(workbook, folder, to="xlsx"):
    """What LibreOffice makes of a workbook, as a file in ``folder``."""
    profile = (folder / "profile").as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, str(workbook)], check=True, capture_output=True, timeout=300)
    return folder / f"{workbook.stem}.{to}"


def recalculated(workbook, folder):
    """Every value of a workbook after LibreOffice has worked out its formulas anew, by sheet and cell address."""
    stripped = folder / "stripped.xlsx"
    assert strip_cached_values(workbook, stripped) > 0
    (folder / "out").mkdir()
    return openpyxl.load_workbook(convert(stripped, folder / "out"), data_only=True)
