"""Which of two claims on one saving counts, stated again: a part of ``restated``, from docs/checks.md as that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.ledger.journal import Entry, Row

Claims = dict[str, dict[int, Entry]]
Related = Callable[[str, str], bool]


def is_it(strand: str) -> bool:
    """A strand for IT."""
    name = strand.lower()
    return name in ("it", "ict", "information technology") or name.startswith("it ")


def buys(strand: str) -> bool:
    """A strand for procurement."""
    return "procurement" in strand.lower() and not is_it(strand)


class Twice:
    """Claims and initiatives that are there twice.

    duplicates  (initiative, year) -> the check that finds its claim to be another's
    sisters     initiatives that look like one that claimed before them
    held        initiatives held back by a ruling, which share a contract with none
    """

    def __init__(
        self, own: dict[str, Row], claims: Claims, first: dict[str, str], rulings: dict[str, str], related: Related
    ) -> None:
        self.own, self.claims, self.first, self.rulings, self.related = own, claims, first, rulings, related
        self.duplicates = dict(self._duplicates())
        self.sisters = set(self._sisters())
        contracts = [row["contract"] for row in own.values() if row["contract"]]
        self.held = {
            name
            for name, ruling in rulings.items()
            if ruling == "held_back" and name in own and contracts.count(own[name]["contract"]) < 2
        }

    def _duplicates(self) -> Iterator[tuple[tuple[str, int], str]]:
        groups: dict[tuple[str, int], list[str]] = {}
        for name, claims in self.claims.items():
            for year, claim in claims.items():
                if self.own[name]["contract"] and claim.row["gross"]:
                    groups.setdefault((self.own[name]["contract"], year), []).append(name)
        for (_, year), names in groups.items():
            cleared = sorted(name for name in names if self.rulings.get(name) == "counts")
            others = sorted(set(names) - set(cleared), key=lambda name: self._rank(name, names))
            for name in others:
                if name != others[0]:
                    yield (name, year), self._how(name, others[0])
                elif len(names) > 1 and self.rulings.get(name) == "held_back":
                    yield (name, year), self._how(name, (cleared or others[1:])[0])

    def _rank(self, name: str, among: list[str]) -> tuple[int, str, str]:
        """What counts before what: who claimed first, then procurement of IT, then what is held back."""
        others = [one for one in among if one not in self.rulings]
        late = buys(self.own[name]["strand"]) and any(is_it(self.own[one]["strand"]) for one in others)
        place = 3 if self.rulings.get(name) == "held_back" else 2 if late else 1
        return place, self.first[name], name

    def _how(self, name: str, keeper: str) -> str:
        one, other = self.own[name], self.own[keeper]
        if self.related(one["programme"], other["programme"]):
            return "VFM12"
        return "VFM13" if buys(one["strand"]) and is_it(other["strand"]) else "VFM11"

    def _sisters(self) -> Iterator[str]:
        """All but the first to claim; of those that share its contract the contract tells."""
        groups: dict[tuple[object, ...], list[str]] = {}
        for name, own in self.own.items():
            if (
                name in self.first
                and name not in self.rulings
                and own["level"] == "initiative"
                and (own["baseline"] or 0) > 0
            ):
                alike = tuple(own[field] for field in ("department", "strand", "baseline", "baseline_year"))
                groups.setdefault(alike, []).append(name)
        for names in groups.values():
            keeper, *others = sorted(names, key=lambda name: (self.first[name], name))
            kept = self.own[keeper]["contract"]
            yield from (name for name in others if not kept or self.own[name]["contract"] != kept)
