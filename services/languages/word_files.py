"""Reads the word files: what stands in one is data, how it is parted depends on the kind of the table.

A line that begins with `#` is the file's header or a remark. The kinds:

    words     any order, parted by white space
    listed    the same, in the order of the file
    phrases   one a line, in the order of the file; a `phrase_set` has none
    rows      one row a line: the forms of one thing, parted by white space
    groups    under `[name]` the words of a group
    pairs     `name = other names`, parted by semicolons
    patterns  under `[name]` regular expressions, one a line; `{{other}}` stands for any of another group
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

ENDING = ".txt"
_GROUP = re.compile(r"\[(?P<name>[^\[\]]+)\]")
_REFERENCE = re.compile(r"\{\{(?P<name>[\w. ]+)\}\}")


@cache
def lines_of(folder: str, name: str) -> tuple[str, ...]:
    """The lines of a word file without header and blank lines; none where a language lacks the file."""
    file = resources.files(__package__).joinpath(folder, name + ENDING)
    if not file.is_file():
        return ()
    text = file.read_text(encoding="utf-8")
    return tuple(line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#"))


def words(lines: tuple[str, ...]) -> frozenset[str]:
    """Words whose order says nothing."""
    return frozenset(listed(lines))


def listed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Words in their order."""
    return tuple(word for line in lines for word in line.split())


def phrases(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases, one a line, in their order."""
    return lines


def phrase_set(lines: tuple[str, ...]) -> frozenset[str]:
    """Phrases whose order says nothing."""
    return frozenset(lines)


def rows(lines: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Rows of forms, in their order: a month's name and how it is shortened."""
    return tuple(tuple(line.split()) for line in lines)


def groups(lines: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Groups of words by their names."""
    return MappingProxyType({name: words(tuple(inside)) for name, inside in _groups(lines)})


def phrase_groups(lines: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Groups of phrases, one a line, by their names."""
    return MappingProxyType({name: tuple(inside) for name, inside in _groups(lines)})


def pairs(lines: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """A name with its other names, in the order of the file."""
    split = (line.partition("=") for line in lines)
    return MappingProxyType(
        {name.strip(): tuple(filter(None, map(str.strip, others.split(";")))) for name, _, others in split}
    )


def patterns(lines: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Regular expressions by their group, with `{{other}}` put in.

    Raises:
        ValueError: a group is named that does not stand above.
    """
    found: dict[str, tuple[str, ...]] = {}

    def put_in(reference: re.Match[str]) -> str:
        if reference["name"] not in found:
            raise ValueError(f"no group [{reference['name']}] stands above {reference.string!r}")
        return f"(?:{'|'.join(found[reference['name']])})"

    for name, inside in _groups(lines):
        found[name] = tuple(_REFERENCE.sub(put_in, line) for line in inside)
    return MappingProxyType(found)


def _groups(lines: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    name, inside = "", list[str]()
    for line in lines:
        if heading := _GROUP.fullmatch(line):
            if inside:
                yield name, inside
            name, inside = heading["name"], []
        else:
            inside.append(line)
    if inside:
        yield name, inside
