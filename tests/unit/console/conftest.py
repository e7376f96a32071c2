"""The command in this process, as a person would run it, and a store with a few articles for it."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from schemas import KeyPhrase, Quote
from services.chassis.settings import PREFIX, Settings
from services.cli import main
from services.store import Store, open_store
from tests.unit.console.commands import COMMANDS, TALKS, Command, Done
from tests.unit.store.made import article, at, put


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that commands of this test know of."""
    for name in (*os.environ,):
        if name.startswith(PREFIX) or name in {"FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("PRESSLINE_DATA", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def pressline(data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command to its end."""

    def run(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["pressline", *arguments])
        with pytest.raises(SystemExit) as exit_:
            main()
        code = exit_.value.code
        assert isinstance(code, int | None)
        return Done(code or 0, *capsys.readouterr())

    return run


@pytest.fixture
def on_terminal(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a terminal with colours."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The store that the commands find: two stories, of which one grew for three days."""
    start = TALKS.index("“We")
    quote = TALKS[start : TALKS.index("”") + 1]
    talks = article(
        "a1",
        TALKS,
        number=1,
        people=["Ana Ruiz"],
        places=["Geneva"],
        headline="Talks stall",
        published_at=at(0),
        url="https://example.com/talks",
        bylines=("Joe Poe",),
        quotes=(Quote(text=quote, start=start, end=start + len(quote), speaker="Ana Ruiz", cue="said"),),
        keyphrases=(KeyPhrase(text="trade talks", score=1.0),),
    )
    more = article(
        "a2",
        "Talks go on in Geneva, slowly.",
        number=2,
        places=["Geneva"],
        source="Gazette",
        published_at=at(2 * 24 * 60),
        headline="Talks go on",
    )
    odd = article("a3", f"Odd {COMMANDS} text.", number=3, source="Odd [red]", headline=f"Odd {COMMANDS}")
    with closing(open_store(Settings(data=data))) as store:
        with store.batch() as batch:
            put(batch, talks, story_id="s1")
            put(batch, more, story_id="s1")
            put(batch, odd, story_id="s3")
        yield store
