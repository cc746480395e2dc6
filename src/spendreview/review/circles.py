"""Circles among names that lead to one another, such as bids that require one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def circles(links: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Groups of two or more names each of which leads to every other, in the order of ``links`` throughout.

    links   every name, with the names that it leads to; one that ``links`` does not have leads nowhere
    source  Kosaraju and Sharir (1981), strongly connected components: time in proportion to names and links

    >>> circles({"a": ["b"], "b": ["c"], "c": ["b", "x"], "d": ["d"]})
    [['b', 'c']]
    """
    if not _leads_on(links):
        return []
    backward: dict[str, list[str]] = {name: [] for name in links}
    for name, others in links.items():
        for other in others:
            if other in backward:
                backward[other].append(name)
    place = {name: number for number, name in enumerate(links)}
    reached: set[str] = set()
    groups = [sorted(_new(name, backward, reached), key=place.__getitem__) for name in reversed(_as_left(links))]
    return sorted((group for group in groups if len(group) > 1), key=lambda group: place[group[0]])


def _leads_on(links: Mapping[str, Sequence[str]]) -> bool:
    """Whether any name leads to one that comes no earlier: without that nothing comes round, and most sheets are so."""
    to_come = set(links)
    for name, others in links.items():
        if not to_come.isdisjoint(others):
            return True
        to_come.discard(name)
    return False


def _as_left(links: Mapping[str, Sequence[str]]) -> list[str]:
    """The names in the order in which a search that goes deep first is done with them; a chain may be a sheet long."""
    done: list[str] = []
    seen: set[str] = set()
    for start in links:
        way = [(start, iter(links[start]))] if start not in seen else []
        seen.add(start)
        while way:
            step = next((other for other in way[-1][1] if other in links and other not in seen), None)
            if step is None:
                done.append(way.pop()[0])
            else:
                seen.add(step)
                way.append((step, iter(links[step])))
    return done


def _new(start: str, links: Mapping[str, Sequence[str]], reached: set[str]) -> list[str]:
    """The names that ``start`` leads to, itself among them, that were not reached before; they are from now on."""
    found: list[str] = []
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            found.append(name)
            waiting.extend(links[name])
    return found
