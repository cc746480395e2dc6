"""Read a scenario, from YAML or from a workbook's Scenario sheet: every fault with its line and column, or its cell."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spendreview.errors import Place, Problem, ScenarioError
from spendreview.scenario.records import How, Scenario
from spendreview.scenario.validate import Where, scenario_of

NOT_ON_A_SHEET = frozenset({"schema", "workbook"})
"""Keys that make no sense inside the workbook itself."""

WORDS = frozenset({"name", "why", "reason", "objective", "reference", "switching", "force", "years", "by", "shares"})
"""Keys whose value is text, whatever it looks like."""

WORDS_OF_RULES = frozenset({"kind", "scope", "control", "source"})
"""The same below rules alone: elsewhere these may be codes of the workbook."""

YEAR = re.compile(r"\d{4}-\d{2}")

BY_YEAR = {"bids": "share", "rules": "years"}
"""The key of a section that may have a figure by year."""

LARGEST_BYTES = 5 * 1024 * 1024


def load_scenario(path: Path) -> Scenario:
    """The scenario in a YAML file.

    raises  ScenarioError (SC001 to SC006), all faults at once, each with line and column
    """
    content = _content(path)
    document, where = _parsed(content, path.name)
    return scenario_of(document, where, path.name, hashlib.sha256(content).hexdigest(), path.stem)


def _content(path: Path) -> bytes:
    place = Place(file=path.name)
    try:
        content = path.read_bytes()
        content.decode("utf-8")
    except FileNotFoundError:
        raise _error("SC001", place, "no such file", "the path of a scenario") from None
    except UnicodeDecodeError:
        raise _error("SC001", place, "it is not UTF-8 text", "a YAML file saved as UTF-8") from None
    except OSError as error:
        raise _error("SC001", place, error.strerror or "it cannot be read", "a file that can be read") from None
    if len(content) > LARGEST_BYTES:
        raise _error("SC001", place, f"{len(content):,} bytes", "a scenario, which is a small file")
    return content


def _parsed(content: bytes, file: str) -> tuple[dict[str, Any], Where]:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        document = YAML(typ="rt").load(content.decode("utf-8-sig"))
    except DuplicateKeyError as error:
        mark = error.problem_mark
        key = str(error.problem).split('"')[1] if '"' in str(error.problem) else "a key"
        place = Place(file=file, line=mark.line + 1, column=mark.column + 1)
        raise _error("SC003", place, f"{key!r} stands twice", "each key once") from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
        raise _error("SC002", place, f"not YAML: {error.problem or error.context}", "keys and values") from None
    except (RecursionError, ValueError):
        raise _error(
            "SC002", Place(file=file), "YAML that nests too deep, or a number too long", "a plain scenario"
        ) from None
    except YAMLError as error:
        raise _error("SC002", Place(file=file), f"not YAML: {error}", "keys and values") from None
    if not isinstance(document, Mapping):
        raise _error("SC002", Place(file=file, line=1, column=1), "no keys", "keys such as name and workbook")
    return _plain(document), lambda path: _mark(document, path, file)


def _plain(node: Any) -> Any:
    """The document without the parser's own types; numbers and text as Python has them."""
    if isinstance(node, Mapping):
        return {(key if isinstance(key, str) else str(key)): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node


def _mark(node: Any, path: tuple[Any, ...], file: str) -> Place:
    """Line and column of the deepest key of the path that the document has."""
    line, column = 0, 0
    for part in path:
        key = next((own for own in node if str(own) == str(part)), None) if isinstance(node, Mapping) else part
        if isinstance(node, list) and isinstance(key, int) and key < len(node):
            line, column = node.lc.item(key)  # type: ignore[attr-defined]
        elif isinstance(node, Mapping) and key is not None:
            if key not in node.lc.data:  # type: ignore[attr-defined]
                break  # it came in by a merge: the parent is the nearest place
            line, column = node.lc.key(key)  # type: ignore[attr-defined]
        else:
            break
        node = node[key]
    return Place(file=file, line=line + 1, column=column + 1)


def scenario_from_sheet(values: Mapping[str, tuple[Any, Place]], file: str, name: str) -> Scenario:
    """The scenario in a workbook's Scenario sheet: dotted keys, each with its value and the place of its cell.

    raises  ScenarioError, all faults at once, each with its cell
    """
    document: dict[str, Any] = {"schema": 1, "name": name}
    places: dict[tuple[str, ...], Place] = {}
    for key, (value, place) in values.items():
        path = key_path(key)
        node = document
        for part in path[:-1]:
            node = node.setdefault(part, {})
            if not isinstance(node, dict):
                raise _error("SC003", place, f"{key!r} is set as a whole elsewhere", "each key once")
        if isinstance(node.get(path[-1]), dict):
            raise _error("SC003", place, f"{key!r} is set in parts elsewhere", "the parts, or the whole")
        if path[0] in NOT_ON_A_SHEET:
            raise _error("SC004", place, f"{key!r}", "a key that a workbook's own scenario can have")
        node[path[-1]] = _sheet_value(path, value)
        for length in range(1, len(path) + 1):
            places.setdefault(path[:length], place)
    start = Place(file=file, sheet="Scenario")

    def where(path: tuple[Any, ...]) -> Place:
        words = tuple(str(part) for part in path)
        return next((places[words[:end]] for end in range(len(words), 0, -1) if words[:end] in places), start)

    digest = hashlib.sha256(json.dumps(document, sort_keys=True, default=str).encode()).hexdigest()
    return scenario_of(document, where, file, digest, name)


def key_path(key: str) -> tuple[str, ...]:
    """A dotted key in its parts; names of limits, bids, priorities and rules may hold dots themselves.

    >>> key_path("limits.total.RDEL.add.2009-10")
    ('limits', 'total.RDEL', 'add', '2009-10')
    >>> key_path("bids.HO-1.share.2009-10"), key_path("rules.HO.RDEL.years.2009-10")
    (('bids', 'HO-1', 'share', '2009-10'), ('rules', 'HO.RDEL', 'years', '2009-10'))
    """
    section, dot, rest = key.partition(".")
    if not dot or section == "solver":
        return tuple(key.split("."))
    if section == "weights":
        return (section, rest)
    if section == "limits":
        head, _, last = rest.rpartition(".")
        name, _, how = head.rpartition(".")
        return (section, name, how, last) if how in set(How) and name else (section, head or rest, last)
    name, _, last = rest.rpartition(".")
    code, _, how = name.rpartition(".")
    if code and how == BY_YEAR.get(section) and YEAR.fullmatch(last):
        return (section, code, how, last)
    return (section, name or rest, last) if name else (section, rest)


def _sheet_value(path: tuple[str, ...], value: Any) -> Any:
    """A cell's value as YAML would have it: whole numbers as such, and ``a;b;c`` as a list for years."""
    if path[0] == "rules" and path[-1] == "years" and isinstance(value, str):
        try:
            return [float(part) for part in value.split(";")]
        except ValueError:
            return value
    is_words = path[-1] in WORDS or (path[0] == "rules" and path[-1] in WORDS_OF_RULES)
    if isinstance(value, str) and not is_words:
        try:
            value = float(value.replace(",", ""))
        except ValueError:
            return value
    if isinstance(value, float) and value.is_integer() and path[-1] in {"threads", "seed", "schema"}:
        return int(value)
    return value


def _error(code: str, place: Place, found: str, wanted: str) -> ScenarioError:
    return ScenarioError(Problem(code=code, place=place, found=found, wanted=wanted))
