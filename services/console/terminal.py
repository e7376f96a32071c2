"""Where output goes: data on standard output, everything for people on standard error or a table."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from unicodedata import category

from pydantic_core import to_jsonable_python
from rich.console import Console
from rich.text import Text

QUIET = "bright_black"
"""The style of what is there to be looked up, not to be read."""


class ReaderLeft(Exception):
    """Whoever read our standard output has gone, as `head` goes when it has enough."""


class Screen(Console):
    """Rich's console, which of itself ends the process as a failure when its reader leaves."""

    def on_broken_pipe(self) -> None:
        """Say it in our way."""
        raise ReaderLeft


def people() -> Console:
    """For progress and remarks."""
    return Screen(stderr=True)


def screen() -> Console:
    """For tables and texts, when nobody asked for JSON."""
    return Screen(highlight=False, emoji=False)


def remark(text: str) -> None:
    """A line for people beside the data; it may hold text from outside, and is not broken up."""
    people().print(Text(harmless(text)), soft_wrap=True)


def remark_next(after: str | None) -> None:
    """Say how to get the next page, where there is one."""
    if after is not None:
        remark(f"more with --after {after}")


def styled(*parts: str | tuple[str, str]) -> Text:
    """A line of pieces, each plain or with a style; nothing in them can command the terminal or rich."""
    return Text.assemble(
        *(harmless(part) if isinstance(part, str) else (harmless(part[0]), part[1]) for part in parts)
    )


def print_text(text: Text, indent: int = 0) -> None:
    """A text for people: broken into lines on a terminal, and left as it is for a file or a pipe."""
    from rich.padding import Padding

    console = screen()
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent)))
    else:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)


def minute(moment: datetime) -> str:
    """A moment as people read it, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M}"


def published(at: datetime | None, seen: datetime) -> str:
    """When an article was published, in UTC; of one without a date when it was seen."""
    return minute(at) if at else f"undated, seen {seen.day} {seen:%B %Y}"


def print_json(*documents: Any) -> None:
    """One JSON document a line on standard output, and nothing else."""
    try:
        for document in documents:
            text = json.dumps(document, default=to_jsonable_python, ensure_ascii=False)
            try:
                text.encode(sys.stdout.encoding or "utf-8")
            except UnicodeEncodeError:
                # half a character, or a locale that is not UTF-8's: an escape says it all the same
                text = json.dumps(document, default=to_jsonable_python)
            sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise ReaderLeft from None


def print_rows(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table for people."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("–" if cell is None else escaped(str(cell)) for cell in row))
    screen().print(table)


def harmless(text: str) -> str:
    """Text from outside, with nothing in it that could command the terminal; of the same length."""
    return "".join(
        c if c.isprintable() or c == "\n" or category(c) == "Zs" else " " if c == "\t" else "�" for c in text
    )


def escaped(text: str) -> str:
    """Text from outside, with nothing in it that could command the terminal or rich."""
    from rich.markup import escape

    return escape(harmless(text))
