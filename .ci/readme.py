"""Print one of README's first two fenced `sh` blocks, so that what is tested is what is written there."""

import re
import sys
from pathlib import Path

readme = Path(__file__).parents[1] / "README.md"
blocks = re.findall(r"^```sh\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
print(blocks[int(sys.argv[1]) - 1])
