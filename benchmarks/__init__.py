"""Benchmarks: what each step of the project costs, as a ratio to the least it could cost.

Run from the root of the repository:

    python -m benchmarks                      # sizes S, M and L, five repeats
    python -m benchmarks --size S --repeats 3
    python -m benchmarks --markdown           # the tables of docs/benchmarks.md

Every figure is the median over repeats in which limit and project take turns, each in a fresh process, in CPU
seconds. Absolute times belong to the machine; ratios taken in one run carry over. None of this is a timed test.
Linux and macOS only: a child's memory is asked of the operating system.
"""
