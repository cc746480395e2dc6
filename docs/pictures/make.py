"""Make the pictures of the settlement workbook anew: `python docs/pictures/make.py`.

Runs the review of 2007, lets LibreOffice print the workbook, and keeps one page a picture. Needs LibreOffice
(`soffice`) and Poppler (`pdftotext`, `pdftoppm`) on the path. Pages are found by their footer, so that a sheet that
moves is still found.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
REVIEW = ROOT / "scenarios" / "csr2007.yaml"
DOTS = {"cover": 96, "board": 92, "allocation": 84}
"""Dots an inch, where they are not 110: pages full of words, and those of A3."""
PICTURES = {
    "cover": ("Cover", 0),
    "charts-movers": ("Charts", 0),
    "charts-limits": ("Charts", 1),
    "charts-priorities": ("Charts", 2),
    "board": ("Settlement board", 0),
    "allocation": ("Allocation by bid", 0),
}
"""Picture: the sheet, and which of its pages (from 0)."""
MOST_BYTES = 150_000


def printed(folder: Path) -> Path:
    """The workbook of the review as LibreOffice prints it."""
    workbook = folder / "settlement.xlsx"
    run = [sys.executable, "-m", "spendreview", "run", str(REVIEW), "-o", str(workbook)]
    subprocess.run(run, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(office, check=True, capture_output=True)
    return workbook.with_suffix(".pdf")


def sheets(pdf: Path) -> list[str]:
    """By page, the sheet that its footer names."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    pages = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8").split("\f")
    feet = [re.findall(r": ([A-Z][\w ]*?)(?:  .*)?  +Page \d+ of \d+", page) for page in pages]
    return [foot[-1] if foot else "" for foot in feet]


def picture_of(pdf: Path, page: int, dots: int) -> npt.NDArray[np.uint8]:
    """A page as rows of dots of red, green and blue."""
    command = ["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(dots), str(pdf)]
    kind, size, _, dots_of = subprocess.run(command, check=True, capture_output=True).stdout.split(b"\n", 3)
    assert kind == b"P6"
    width, height = map(int, size.split())
    return np.frombuffer(dots_of, np.uint8).reshape(height, width, 3)


def indexed(dots: npt.NDArray[np.uint8]) -> bytes:
    """A PNG with a palette of the 256 commonest colours: a third of the size of one in full colour."""
    packed = dots.astype(np.int64) @ np.array([1 << 16, 1 << 8, 1])
    colours, numbers, counts = np.unique(packed, return_inverse=True, return_counts=True)
    apart = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1)
    vivid = counts * (1 + np.ptp(apart, axis=1) / 4)  # a coloured figure is rarer than the greys of black letters
    palette = apart[np.sort(np.argsort(-vivid, kind="stable")[:256])]
    nearest = np.array([((palette - colour) ** 2).sum(axis=1).argmin() for colour in apart])
    height, width, _ = dots.shape
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = nearest[numbers].reshape(height, width)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette.astype(np.uint8).tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def main() -> None:
    """Write every picture beside this file."""
    with tempfile.TemporaryDirectory() as name:
        pdf = printed(Path(name))
        found = sheets(pdf)
        for picture, (sheet, number) in PICTURES.items():
            page = [place for place, own in enumerate(found, start=1) if own == sheet][number]
            content = indexed(picture_of(pdf, page, DOTS.get(picture, 110)))
            (HERE / f"{picture}.png").write_bytes(content)
            print(f"{picture}.png: page {page}, {len(content):,} bytes")
            if len(content) > MOST_BYTES:
                raise SystemExit(f"{picture}.png is larger than {MOST_BYTES:,} bytes: fewer dots an inch")


if __name__ == "__main__":
    main()
