"""Output: one JSON document a line for scripts, and nothing for people that could command a terminal."""

import json
from datetime import UTC, datetime
from typing import Any
from unicodedata import category

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.text import Text

from schemas import Outcome
from services.console.terminal import escaped, people, print_json, print_rows
from services.store import Journey


def printed(capsys: pytest.CaptureFixture[str], *documents: Any) -> list[str]:
    print_json(*documents)
    out, err = capsys.readouterr()
    assert err == ""
    assert out == "" or out.endswith("\n")
    return out.removesuffix("\n").split("\n") if out else []


def test_each_document_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, {"a": "x\ny\u2028z"}, [1, None], "漢 “🚢”") == [
        '{"a": "x\\ny\u2028z"}',
        "[1, null]",
        '"漢 “🚢”"',
    ]


def test_nothing_is_printed_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys) == []


def test_times_outcomes_and_views_are_printed_as_on_the_wire(capsys: pytest.CaptureFixture[str]) -> None:
    at = datetime(2026, 3, 1, 11, tzinfo=UTC)
    journey = Journey(delivery_id="d", article_id=None, revision=None, opened_at=at, outcome=Outcome.DEAD)
    (line,) = printed(capsys, {"at": at, "journey": journey})
    document = json.loads(line)
    assert document["at"] == "2026-03-01T11:00:00Z"
    assert document["journey"] == json.loads(journey.model_dump_json())
    assert document["journey"]["outcome"] == "dead"


@pytest.mark.parametrize("text", ["\ud800", "é\udfff", "\ud83d", "漢\udc80漢"])
def test_half_a_character_is_printed_as_an_escape(capsys: pytest.CaptureFixture[str], text: str) -> None:
    (line,) = printed(capsys, {"content": text})
    assert line.isascii()
    assert json.loads(line) == {"content": text}


halves = st.text(st.characters())
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | halves,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values)
def test_what_is_printed_is_read_again(capsys: pytest.CaptureFixture[str], value: Any) -> None:
    (line,) = printed(capsys, value)
    assert json.loads(line) == value


COMMANDS = {
    "colour": "\x1b[31mred",
    "a title": "\x1b]0;owned\x07",
    "a C1 control": "\x9b31m",
    "a bell": "\a",
    "a carriage return": "safe\rowned",
    "a backspace": "a\bb",
    "NUL": "\x00",
    "delete": "\x7f",
    "the other direction": "\u202edetrevni",
    "an isolate": "\u2066x\u2069",
    "half a character": "\ud800",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_could_command_the_terminal_is_taken_out(command: str) -> None:
    text = escaped(COMMANDS[command])
    assert "�" in text
    assert not {"\x1b", "\x9b", "\a", "\r", "\b", "\0", "\x7f", "\u202e", "\u2066", "\ud800"} & set(text)


MARKUP = [
    "[bold]x[/bold]",
    "[/]",
    "[link=https://example.com]x[/link]",
    "[@click=quit]x",
    "\\[red]x",
    "a[b]c",
]


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_shown_as_it_is(markup: str) -> None:
    shown = Text.from_markup(escaped(markup))
    assert (shown.plain, shown.spans) == (markup, [])


@pytest.mark.parametrize("text", ["", "Rain “fell”.", "two\nlines", "10\u00a0km", "漢字 🚢", "[", "100 [%]"])
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert Text.from_markup(escaped(text)).plain == text


@given(st.text(st.characters()) | st.text("[]/\\=@#abc \n\x1b"))
def test_no_text_has_a_command_left_in_it(text: str) -> None:
    shown = Text.from_markup(escaped(text))
    assert shown.spans == []
    # a space of any kind (Zs) moves nothing but what follows it
    assert all(c.isprintable() or c == "\n" or category(c) == "Zs" for c in shown.plain)


def test_a_table_shows_its_cells_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows("", ["id", "what"], [["[red]a", None], [1, "\x1b[2J"]])
    out, err = capsys.readouterr()
    assert err == ""
    assert "[red]a" in out
    assert "–" in out
    assert "�[2J" in out
    assert "\x1b" not in out


def test_remarks_go_where_people_look(capsys: pytest.CaptureFixture[str]) -> None:
    people().print("working")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "working\n")
