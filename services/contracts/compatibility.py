"""What a change of a schema does to those who wrote under the old one, and to those who read with it.

A schema is laid out as one row per place (`entities[].mentions[].start`), and each row is compared
with its old self. A change that lets less through breaks what was written before: producers, dead
letters to replay, a batch from an older copy of a service. A change that lets more through breaks
consumers, who were promised it would not come: that is why another value in a closed set, or a null
where there was none, counts as incompatible in what we write. New fields break nobody: readers ignore
what they don't know. A rule this module doesn't know may not change at all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

Node = dict[str, Any]

KINDS = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
CEILINGS = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
FLOORS = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum")
CLOSED_SET = ("enum", "const")
LAID_OUT = ("type", "properties", "required", "items", "default")
FOR_PEOPLE = ("$schema", "$id", "$comment", "title", "description", "examples", "deprecated")
KNOWN = frozenset({*CEILINGS, *FLOORS, *CLOSED_SET, *LAID_OUT, *FOR_PEOPLE})


@dataclass(frozen=True)
class SchemaLocation:
    """One row of a schema: what may stand at this place, and whether something must."""

    rules: Node
    inside: str
    required: bool

    @property
    def needed(self) -> bool:
        """Whether a reader of ours can't do without: it must be there and has no default."""
        return self.required and "default" not in self.rules


@dataclass(frozen=True)
class _Change:
    text: str
    lets_less_through: bool = False
    lets_more_through: bool = False


def incompatibilities(committed: Node, live: Node, *, we_read: bool, we_write: bool) -> list[str]:
    """Say what would break, one line per change; empty where nothing does.

    `we_read`: messages written under `committed` must be readable under `live`.
    `we_write`: messages written under `live` must keep the promises of `committed`.
    Either way a field never goes away.
    """
    before, now = _places(committed), _places(live)
    found = []
    for path, old in before.items():
        if path in now:
            found += [
                _line(path, change.text)
                for change in _changes(old, now[path])
                if (we_read and change.lets_less_through) or (we_write and change.lets_more_through)
            ]
        elif old.inside in now:
            found.append(_line(path, "removed"))
    if we_read:
        found += [
            _line(path, "new, and needed: what was written before doesn't have it; give it a default")
            for path, new in now.items()
            if path not in before and new.inside in before and new.needed
        ]
    return found


def _line(path: str, text: str) -> str:
    return f"{path or 'the message'}: {text}"


def _places(schema: Node) -> dict[str, SchemaLocation]:
    return dict(_lay_out(_inline(schema, schema.get("$defs", {})), "", inside="", required=True))


def _inline(value: Any, parts: Node) -> Any:
    """Put each part in the place of its reference; no message holds itself, so this ends."""
    if isinstance(value, list):
        return [_inline(item, parts) for item in value]
    if not isinstance(value, dict):
        return value
    part = _inline(parts[value["$ref"].rpartition("/")[2]], parts) if "$ref" in value else {}
    own = {key: _inline(item, parts) for key, item in value.items() if key not in ("$ref", "$defs")}
    return {**part, **own}


def _lay_out(node: Node, path: str, *, inside: str, required: bool) -> Iterator[tuple[str, SchemaLocation]]:
    rules = _plain(node)
    yield path, SchemaLocation(rules, inside, required)
    for name, inner in rules.get("properties", {}).items():
        place = f"{path}.{name}" if path else name
        yield from _lay_out(inner, place, inside=path, required=name in rules.get("required", ()))
    if isinstance(rules.get("items"), dict):
        yield from _lay_out(rules["items"], f"{path}[]", inside=path, required=True)


def _plain(node: Node) -> Node:
    """Write `X or null` as X with two types."""
    options = node.get("anyOf", ())
    others = [option for option in options if option.get("type") != "null"]
    if "type" in node or len(others) != 1 or "type" not in others[0]:
        return node
    kinds = frozenset[str]().union(*map(_kinds, options))
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**others[0], **rest, "type": sorted(kinds)}


def _changes(old: SchemaLocation, new: SchemaLocation) -> Iterator[_Change]:
    yield from _sets("type", _kinds(old.rules), _kinds(new.rules))
    yield from _values(old.rules, new.rules)
    for rule in CEILINGS:
        was, now = old.rules.get(rule, inf), new.rules.get(rule, inf)
        yield _Change(f"{rule} was {was}, is {now}", now < was, now > was)
    for rule in FLOORS:
        was, now = old.rules.get(rule, -inf), new.rules.get(rule, -inf)
        yield _Change(f"{rule} was {was}, is {now}", now > was, now < was)
    for rule in sorted((old.rules.keys() | new.rules.keys()) - KNOWN):
        if old.rules.get(rule) != new.rules.get(rule):
            text = f"{rule} was {_json(old.rules.get(rule))}, is {_json(new.rules.get(rule))}"
            yield _Change(text, rule in new.rules, rule in old.rules)
    yield _Change("newly required", lets_less_through=new.needed and not old.required)
    yield _Change("no longer always there", lets_more_through=old.required and not new.required)
    was, now = old.rules.get("default"), new.rules.get("default")
    if was != now and not old.required and not new.needed:
        # whoever leaves the field out now says something else
        yield _Change(f"default was {_json(was)}, is {_json(now)}", lets_less_through=True)


def _sets(what: str, old: frozenset[str], new: frozenset[str]) -> Iterator[_Change]:
    gone, added = " or ".join(sorted(old - new)), " or ".join(sorted(new - old))
    if gone and added:
        yield _Change(f"{what} was {gone}, is {added}", True, True)
    elif gone:
        yield _Change(f"{what} is no longer {gone}", lets_less_through=True)
    elif added:
        yield _Change(f"{what} may now be {added}", lets_more_through=True)


def _values(old: Node, new: Node) -> Iterator[_Change]:
    was, now = _closed_set(old), _closed_set(new)
    if was is None and now is not None:
        yield _Change(f"only {', '.join(sorted(now))} from now on", lets_less_through=True)
    elif was is not None and now is None:
        yield _Change(f"no longer only {', '.join(sorted(was))}", lets_more_through=True)
    elif was is not None and now is not None:
        yield from _sets("value", was, now)


def _closed_set(rules: Node) -> frozenset[str] | None:
    if "const" in rules:
        return frozenset({_json(rules["const"])})
    return frozenset(map(_json, rules["enum"])) if "enum" in rules else None


def _kinds(rules: Node) -> frozenset[str]:
    kinds = rules.get("type", KINDS)
    kinds = frozenset({kinds} if isinstance(kinds, str) else kinds)
    return kinds | {"integer"} if "number" in kinds else kinds


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
