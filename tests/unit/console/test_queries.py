"""`get`, `search`, `stories`, `quotes`, `trace` on a real store: for people, and as JSON for scripts."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from rich.text import Text

from schemas import Outcome
from services.chassis.settings import Settings
from services.console.articles import key_of
from services.console.stored import settings_with_store
from services.console.stories import CELLS, sparkline
from services.store import Count, Facets, Hit, QuoteHit, Store, StoredArticle, Story
from tests.unit.console.commands import TALKS, Command, Done
from tests.unit.store.made import NOON, article, delivery, fill, put, receipt

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def harmless(text: str) -> bool:
    """Whether nothing is in it, colours aside, that moves more than the cursor to the next line."""
    return all(c.isprintable() or c == "\n" or category(c) == "Zs" for c in STYLE.sub("", text))


def styles(done: Done) -> dict[str, str]:
    """Each piece of the output that has a style, with that style."""
    text = Text("\n").join(Text.from_ansi(line) for line in done.out.splitlines())
    return {text.plain[span.start : span.end]: str(span.style) for span in text.spans}


# get


def test_an_article_is_shown_with_what_was_found_in_it(pressline: Command, store: Store) -> None:
    done = pressline("get", "a1")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == ["Talks stall", "Courier, 2024-05-01 12:00"]
    assert {"url https://example.com/talks", "id a1  revision r1", "story s1", "by Joe Poe"} <= {*lines}
    assert {"about trade talks", "Ana Ruiz said “We are far apart,”"} <= {*lines}
    assert "named Ana Ruiz (PERSON, 1); Geneva (GPE, 1)" in lines
    assert lines[-1] == TALKS
    assert "\x1b" not in done.out


@pytest.mark.usefixtures("on_terminal")
def test_a_terminal_marks_names_and_quotes_in_the_text(pressline: Command, store: Store) -> None:
    done = pressline("get", "a1")
    found = styles(done)
    assert "color(6)" in found["Ana Ruiz"]
    assert "color(2)" in found["Geneva"]
    assert "italic" in found["“We are far apart,”"]
    assert {"people", "places", "organisations", "quotes"} <= found.keys()  # the legend
    assert " ".join(TALKS.split()) in " ".join(STYLE.sub("", done.out).split())


def test_marks_stand_where_they_belong_after_what_was_taken_out(pressline: Command, store: Store) -> None:
    text = "\x1b\x07[x] 🚢 é\u0301 Ana Ruiz spoke."
    fill(store, article("a9", text, number=9, people=["Ana Ruiz"]))
    assert "��[x] 🚢 é\u0301 Ana Ruiz spoke." in pressline("get", "a9").out


@pytest.mark.usefixtures("on_terminal")
def test_marks_stand_where_they_belong_on_a_terminal(pressline: Command, store: Store) -> None:
    fill(store, article("a9", "\x1b\x07[x] 🚢 é\u0301 Ana Ruiz spoke.", number=9, people=["Ana Ruiz"]))
    assert "color(6)" in styles(pressline("get", "a9"))["Ana Ruiz"]


def test_an_article_as_json(pressline: Command, store: Store) -> None:
    (document,) = pressline("get", "a1", "--json").documents
    held = store.get("a1")
    assert held is not None
    assert document == held.model_dump(mode="json")
    assert StoredArticle.model_validate(document).entities[0].name == "Ana Ruiz"


def test_an_article_is_found_by_its_url(pressline: Command, store: Store) -> None:
    url = "https://www.example.com/rain"
    fill(store, article(key_of(url), "Rain.", number=9, url=url))
    (document,) = pressline("get", url, "--json").documents
    assert document["text"] == "Rain."


def test_a_revision_is_shown_beside_the_newest(pressline: Command, store: Store) -> None:
    with store.batch() as batch:
        batch.hide("a1")
        put(batch, article("a1", "Talks ended.", number=5, revision="r2"), story_id="s1")
    assert "id a1  revision r2 (2 of 2)" in pressline("get", "a1").out
    first = pressline("get", "a1", "--revision", "r1")
    assert "id a1  revision r1 (1 of 2)" in first.out
    assert TALKS in first.out
    (document,) = pressline("get", "a1", "--revision", "r1", "--json").documents
    assert (document["revision"], document["revisions"]) == ("r1", ["r1", "r2"])


def test_an_article_that_was_taken_back_says_so(pressline: Command, store: Store) -> None:
    with store.batch() as batch:
        batch.retract(article("a1", number=7, revision="none", retracted=True), NOON)
        batch.hide("a1")
    assert pressline("get", "a1").out.startswith("taken back ")
    assert TALKS in pressline("get", "a1", "--revision", "r1").out


def test_what_is_not_there_is_named(pressline: Command, store: Store) -> None:
    assert pressline("get", "zz") == Done(1, "", "pressline: no article zz\n")
    assert pressline("get", "zz", "--revision", "r1") == Done(1, "", "pressline: no article zz\n")
    assert pressline("get", "a1", "--revision", "r9") == Done(
        1, "", "pressline: article a1 has no revision r9: there are r1\n"
    )
    assert pressline("stories", "zz") == Done(1, "", "pressline: no story zz\n")
    assert pressline("trace", "zz") == Done(1, "", "pressline: no receipt of zz\n")
    assert pressline("get", "http://[").code == 2


# search


def test_hits_show_where_and_what(pressline: Command, store: Store) -> None:
    done = pressline("search", "stalled")
    assert (done.code, done.err) == (0, "")
    title, where, snippet, *_ = done.out.splitlines()
    assert (title, where) == ("Talks stall", "Courier, 2024-05-01 12:00  a1")
    assert snippet.startswith("  Trade talks stalled")


@pytest.mark.usefixtures("on_terminal")
def test_a_terminal_shows_what_matched(pressline: Command, store: Store) -> None:
    assert "bold" in styles(pressline("search", "stalled"))["stalled"]


def test_a_hit_a_line_as_json(pressline: Command, store: Store) -> None:
    done = pressline("search", "talks", "--json")
    assert (done.code, done.err) == (0, "")
    assert {document["article_id"] for document in done.documents} == {"a1", "a2"}
    assert all(document.keys() == Hit.model_fields.keys() for document in done.documents)


SEARCHES: dict[str, tuple[list[str], set[str]]] = {
    "everything": ([""], {"a1", "a2", "a3"}),
    "a person, whatever the case": (["talks", "--person", "ana ruiz"], {"a1"}),
    "a place": (["", "--place", "Geneva"], {"a1", "a2"}),
    "an organisation": (["", "--organisation", "NATO"], set()),
    "a source": (["talks", "--source", "Gazette"], {"a2"}),
    "since": (["talks", "--since", "2024-05-02"], {"a2"}),
    "until the end of a day": (["talks", "--until", "2024-05-01"], {"a1"}),
    "until a moment": (["talks", "--until", "2024-05-01T11:59:59Z"], set()),
    "until that moment": (["talks", "--until", "2024-05-01T12:00:00Z"], {"a1"}),
    "one day": (["talks", "--since", "2024-05-03", "--until", "2024-05-03"], {"a2"}),
    "operators": (['AND OR NOT ( " * ^ NEAR'], set()),
    "half a character": (["talks \udcff"], {"a1", "a2"}),
    "a control character": (["talks\x1b"], {"a1", "a2"}),
}


@pytest.mark.parametrize("what", SEARCHES)
def test_a_search_is_narrowed(pressline: Command, store: Store, what: str) -> None:
    arguments, expected = SEARCHES[what]
    done = pressline("search", *arguments, "--json")
    assert done.code == 0, done.err
    assert {document["article_id"] for document in done.documents} == expected


def test_a_long_query_has_an_answer(pressline: Command, store: Store) -> None:
    assert pressline("search", "talks " * 2000, "--json").code == 0


@pytest.mark.parametrize("as_json", [True, False])
def test_pages_go_on_where_they_ended(pressline: Command, store: Store, as_json: bool) -> None:
    seen: list[str] = []
    after: list[str] = []
    for _ in range(3):
        done = pressline("search", "", "--limit", "1", *after, *(["--json"] if as_json else []))
        assert done.code == 0
        seen.append(done.documents[0]["article_id"] if as_json else done.out.splitlines()[0])
        hint = re.fullmatch(r"more with --after (\S+)\n", done.err)
        after = ["--after", hint[1]] if hint else []
    assert len({*seen}) == 3
    assert not after


def test_nothing_found_is_said_beside_the_data(pressline: Command, store: Store) -> None:
    assert pressline("search", "zeppelin") == Done(0, "", "nothing found\n")
    assert pressline("search", "zeppelin", "--json") == Done(0, "", "")


def test_facets_count_who_where_and_whose(pressline: Command, store: Store) -> None:
    done = pressline("search", "talks", "--facets")
    assert (done.code, done.err) == (0, "")
    for word in ("2 articles", "people", "Ana Ruiz", "places", "Geneva", "sources", "Gazette", "2024-05-03"):
        assert word in done.out
    assert "organisations" not in done.out


def test_facets_are_one_document(pressline: Command, store: Store) -> None:
    (document,) = pressline("search", "talks", "--facets", "--json").documents
    assert document == store.facets("talks").model_dump(mode="json")
    assert Facets.model_validate(document).places == (Count(value="Geneva", articles=2),)
    (narrowed,) = pressline("search", "", "--source", "Gazette", "--facets", "--json").documents
    assert narrowed["articles"] == 1


MISTAKES: dict[str, tuple[list[str], str]] = {
    "a cursor of nothing": (["search", "x", "--after", "zz"], "--after: 'zz' is no cursor of search"),
    "a cursor with a control character": (
        ["search", "x", "--after", "\x1b"],
        "--after: '\\x1b' is no cursor",
    ),
    "a cursor of a list of stories": (["stories", "--after", "zz"], "--after: 'zz' is no cursor of stories"),
    "a cursor of quotes": (["quotes", "--after", "zz"], "--after: 'zz' is no cursor of quotes"),
    "since no time": (["search", "x", "--since", "tomorrow"], "--since tomorrow: not an RFC 3339 date"),
    "until no time": (["search", "x", "--until", "5"], "--until 5: not an RFC 3339 date"),
    "until before newspapers": (["search", "x", "--until", "1492-01-01"], "--until 1492-01-01: earlier than"),
    "until before since": (
        ["search", "x", "--since", "2024-05-02", "--until", "2024-05-01"],
        "--until 2024-05-01: that is before --since 2024-05-02",
    ),
    "a blank name": (["search", "x", "--person", " "], "--person: give a name, or leave it out"),
    "a blank speaker": (["quotes", "--speaker", ""], "--speaker: give a name, or leave it out"),
    "a page of facets": (["search", "x", "--facets", "--after", "zz"], "--after: facets have no pages"),
    "a page of one story": (["stories", "s1", "--after", "zz"], "--after: one story has no pages"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_said_in_one_line(pressline: Command, store: Store, what: str) -> None:
    arguments, complaint = MISTAKES[what]
    done = pressline(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"pressline: {complaint}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("limit", ["0", "1001", "many"])
@pytest.mark.parametrize("command", [["search", "x"], ["stories"], ["quotes"]])
def test_a_limit_is_a_number_of_ours(
    pressline: Command, store: Store, command: list[str], limit: str
) -> None:
    done = pressline(*command, "--limit", limit)
    assert (done.code, done.out) == (2, "")
    assert "--limit" in done.err


# stories


def test_stories_come_by_weight_with_their_growth(pressline: Command, store: Store) -> None:
    done = pressline("stories")
    assert (done.code, done.err) == (0, "")
    first = done.out.split("\n\n")[0].splitlines()
    assert first[0] == "Talks stall"
    assert first[1].startswith("  2 articles · ")
    assert {"Courier", "Gazette"} <= {*re.findall(r"\w+", first[1])}
    assert first[2:] == ["  2024-05-01 █·█ 2024-05-03", "  story s1"]


def test_a_story_a_line_as_json(pressline: Command, store: Store) -> None:
    documents = pressline("stories", "--json").documents
    assert [document["story_id"] for document in documents] == ["s1", "s3"]
    assert documents == [story.model_dump(mode="json") for story in store.stories(20).stories]
    weights = [Story.model_validate(document).weight for document in documents]
    assert weights == sorted(weights, reverse=True)


def test_stories_have_pages(pressline: Command, store: Store) -> None:
    done = pressline("stories", "--limit", "1", "--json")
    after = done.err.removeprefix("more with --after ").strip()
    rest = pressline("stories", "--limit", "1", "--after", after, "--json")
    assert [done.documents[0]["story_id"], rest.documents[0]["story_id"]] == ["s1", "s3"]
    assert rest.err == ""


def test_a_story_shows_its_articles(pressline: Command, store: Store) -> None:
    done = pressline("stories", "s1")
    assert (done.code, done.err) == (0, "")
    assert done.out.index("2024-05-01 12:00  Talks stall") < done.out.index("2024-05-03 12:00  Talks go on")
    assert "Gazette  a2" in done.out
    (document,) = pressline("stories", "s1", "--json").documents
    assert [member["article_id"] for member in document["articles"]] == ["a1", "a2"]


def test_a_merged_story_shows_what_it_became(pressline: Command, store: Store) -> None:
    with store.batch() as batch:
        batch.merge("s3", "s1")
    remark = "story s3 turned out to be part of s1\n"
    done = pressline("stories", "s3")
    assert (done.code, done.err) == (0, remark)
    assert "3 articles" in done.out
    assert "with what was s3" in done.out
    done = pressline("stories", "s3", "--json")
    assert (done.documents[0]["story_id"], done.documents[0]["merged"], done.err) == ("s1", ["s3"], remark)


def test_many_sources_are_counted(pressline: Command, store: Store) -> None:
    with store.batch() as batch:
        for number in range(10, 16):
            put(batch, article(f"a{number}", number=number, source=f"Paper {number}"), story_id="s9")
    assert " and 2 more" in pressline("stories").out
    assert " and " not in pressline("stories", "s9").out


def days(*counts: int) -> list[Count]:
    return [Count(value=f"2024-05-{day:02}", articles=n) for day, n in enumerate(counts, start=1) if n]


@pytest.mark.parametrize(
    ("growth", "line"),
    [
        ([], ""),
        (days(5), "█"),
        (days(1, 2, 3, 4, 5, 6, 7, 8), "▁▂▃▄▅▆▇█"),
        (days(1, 0, 0, 1000), "▁··█"),
        ([Count(value="1999-12-31", articles=2), Count(value="2000-01-01", articles=1)], "█▄"),
        (days(3, 0, 1)[::2] + days(0, 0, 0, 6), "▄··█"),
    ],
)
def test_growth_as_a_line(growth: list[Count], line: str) -> None:
    assert sparkline(growth) == line


def test_a_long_growth_is_drawn_together() -> None:
    growth = [Count(value=f"20{year:02}-01-01", articles=1) for year in range(100)]
    assert sparkline(growth).count("█") > 0
    assert len(sparkline(growth)) == CELLS


# quotes


def test_who_said_what(pressline: Command, store: Store) -> None:
    done = pressline("quotes")
    assert (done.code, done.err) == (0, "")
    assert "most quoted Ana Ruiz (1)" in done.out
    assert "Ana Ruiz said “We are far apart,”" in done.out
    assert "  Talks stall · Courier, 2024-05-01 12:00  a1" in done.out


def test_what_one_speaker_said(pressline: Command, store: Store) -> None:
    done = pressline("quotes", "--speaker", "ana ruiz", "--json")
    assert [document["text"] for document in done.documents] == ["“We are far apart,”"]
    assert done.documents[0].keys() == QuoteHit.model_fields.keys()
    assert "most quoted" not in pressline("quotes", "--speaker", "Ana Ruiz").out
    assert pressline("quotes", "--speaker", "Nobody") == Done(0, "", "nothing found\n")


# trace


def test_the_receipts_of_an_article(pressline: Command, store: Store) -> None:
    store.record([receipt(1, "ingest", Outcome.ACCEPTED), receipt(1, "index", Outcome.INDEXED)])
    documents = pressline("trace", "a1", "--json").documents
    assert [document["stage"] for document in documents] == ["ingest", "index"]
    assert documents == pressline("trace", delivery(1), "--json").documents
    assert "accepted" in pressline("trace", "a1").out


# whatever an article holds


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize(
    "command",
    [
        ["get", "a3"],
        ["search", "odd"],
        ["search", "", "--facets"],
        ["stories"],
        ["stories", "s3"],
        ["quotes"],
    ],
)
def test_nothing_in_an_article_commands_the_terminal(
    pressline: Command, store: Store, command: list[str], terminal: bool, request: pytest.FixtureRequest
) -> None:
    if terminal:
        request.getfixturevalue("on_terminal")
    with store.batch() as batch:
        text = "“\x1b[2J[red]Hm\u202e”, said Eve [/] \x9b1m."
        odd = article("a4", text, number=4, people=["Eve [/] \x9b1m"])
        quote = {
            "text": "“\x1b[2J[red]Hm\u202e”",
            "start": 0,
            "end": 13,
            "speaker": "Eve [/] \x9b1m",
            "cue": None,
        }
        put(batch, odd.model_validate({**odd.model_dump(), "quotes": [quote]}), story_id="s3")
    done = pressline(*command)
    assert done.code == 0
    assert harmless(done.out)
    assert "[" in STYLE.sub("", done.out)  # markup stays to be seen


def test_a_mistake_of_control_characters_is_harmless(pressline: Command, store: Store) -> None:
    done = pressline("get", "\x1b]0;owned\x07")
    assert (done.code, done.err) == (1, "pressline: no article �]0;owned�\n")


def test_a_terminal_of_another_encoding_is_no_failure(store: Store) -> None:
    def out(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "services.cli", *arguments]
        return subprocess.check_output(command, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, timeout=60)

    assert b"Ana Ruiz said ?We are far apart,?" in out("get", "a1")
    assert json.loads(out("get", "a1", "--json"))["text"] == TALKS


@pytest.mark.parametrize("option", [[], ["--json"]])
def test_a_reader_who_leaves_is_no_failure(store: Store, option: list[str]) -> None:
    command = [sys.executable, "-m", "services.cli", "search", "", *option]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")


# where there is no store


def test_a_store_that_is_not_there_is_not_made(pressline: Command, data: Path) -> None:
    for command in (["get", "x"], ["search", "x"], ["stories"], ["quotes"], ["trace", "x"], ["audit"]):
        done = pressline(*command)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"pressline: no store at {data / 'index.db'}: start `pressline up`")
    assert not [*data.iterdir()]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9200", "https://search.example:9200"])
def test_a_store_across_the_network_is_no_file(data: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PRESSLINE_INDEX", url)
    assert settings_with_store() == Settings(index=url, data=data)
