"""What a measured child process uses to time its own stages and to report them."""

from __future__ import annotations

import json
import resource
import sys
from contextlib import contextmanager
from time import process_time

KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # macOS gives ru_maxrss in bytes, Linux in KiB


def peak_mib(usage):
    """The most memory a process has held, MiB, from its resource usage."""
    return usage.ru_maxrss * KIB_PER_UNIT / 1024


class Stopwatch:
    """CPU seconds of each stage, in the order in which they ran."""

    def __init__(self):
        self.result = {"stages": {}}

    @contextmanager
    def stage(self, name):
        """Time one stage; all threads of the process count."""
        began = process_time()
        yield
        self.result["stages"][name] = process_time() - began

    def since_start(self, name):
        """Everything up to now, the interpreter's own start included."""
        self.result["stages"][name] = process_time()

    def memory(self):
        """Note the peak of memory so far, MiB."""
        self.result["peak_mib"] = peak_mib(resource.getrusage(resource.RUSAGE_SELF))

    def note(self, **facts):
        """Add plain facts, such as the score."""
        self.result.update(facts)

    def report(self):
        """Print the result as the last line of standard output."""
        print(json.dumps(self.result))
