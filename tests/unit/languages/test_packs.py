"""The word files: each has a field, a reader and a header that tells the truth; no word stands twice."""

import ast
import sys
from collections import Counter
from pathlib import Path
from typing import get_type_hints

import pytest

from services.languages import ENGLISH, GERMAN, PRESS, word_files
from services.languages.language import Press
from tests.unit.languages import readers

ONE_FIELD = {name for kind in (*readers.GROUPS.values(), Press) for name in get_type_hints(kind)}
SAME = 0.5
"""Share of the words of two files, taken together, that both have, from which on they say the same."""
FEW = 5
"""Words below which two files may agree by chance."""


def words_of(file: Path) -> list[str]:
    """Every word or phrase of a file."""
    lines = word_files.lines_of(file.parent.name, file.stem)
    kind = next(
        hint.__metadata__[0]
        for tables in (*readers.GROUPS.values(), Press)
        for name, hint in get_type_hints(tables, include_extras=True).items()
        if name == file.stem
    )
    if kind in (word_files.words, word_files.listed, word_files.rows):
        return [word for line in lines for word in line.split()]
    return list(lines)


@pytest.mark.parametrize("file", readers.FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_file_has_a_field_and_a_reader_and_says_so(file: Path) -> None:
    assert file.stem in ONE_FIELD, f"no field of services/languages/language.py is named {file.stem}"
    assert readers.readers_of(file.parent.name, file.stem), f"nobody reads {file}: delete it"
    told = file.read_text(encoding="utf-8")
    assert told.startswith(f"{readers.header(file)}\n\n"), "run python -m tests.unit.languages.readers"
    assert "\n# From: " in told


@pytest.mark.parametrize("file", readers.FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_word_stands_twice_in_a_file(file: Path) -> None:
    kinds = [line for line in word_files.lines_of(file.parent.name, file.stem) if line.startswith("[")]
    twice = [word for word, count in Counter(words_of(file)).items() if count > 1]
    assert not twice or kinds, f"{file.name} has twice: {twice}"


def test_no_file_says_what_another_says() -> None:
    tables = [(file, set(words_of(file))) for file in readers.FILES if len(words_of(file)) >= FEW]
    for place, (one, mine) in enumerate(tables):
        for other, theirs in tables[place + 1 :]:
            shared = len(mine & theirs) / len(mine | theirs)
            assert one.parent != other.parent or shared < SAME, f"{one.name} and {other.name} say the same"


def test_the_readme_says_who_reads_what() -> None:
    told = readers.README.read_text(encoding="utf-8")
    assert told.endswith(f"{readers.table()}\n"), "run python -m tests.unit.languages.readers"
    for file in readers.FILES:
        assert readers.measured_by(file)


def test_a_field_of_english_has_its_file() -> None:
    """Every field is a fact of English; German has some of them."""
    have = {file.stem for file in readers.FILES if file.parent.name in ("en", "press")}
    german_only = {file.stem for file in readers.FILES if file.parent.name == "de"} - have
    assert ONE_FIELD - have == german_only


def test_the_packs_ask_for_the_standard_library_only() -> None:
    for file in readers.PACKS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                first = name.partition(".")[0]
                assert first in sys.stdlib_module_names or name.startswith("services.languages"), name


def test_a_calendar_tells_names_and_short_forms() -> None:
    assert ENGLISH.calendar.month_names[8] == "september"
    assert ENGLISH.calendar.short_months[7:9] == ("sep", "sept")
    assert ENGLISH.calendar.starts(ENGLISH.calendar.day_names)[2] == "wed"
    assert PRESS.agencies["Kyodo"] == ("kyodo news",)
    assert GERMAN.code == "de"


def test_a_pattern_may_name_a_group_above_it() -> None:
    found = word_files.patterns(("[fruit]", "apples?", "pears?", "[menu]", "fresh {{fruit}}"))
    assert found["menu"] == ("fresh (?:apples?|pears?)",)
    with pytest.raises(ValueError, match="no group"):
        word_files.patterns(("[menu]", "fresh {{fruit}}"))
