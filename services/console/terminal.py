"""Where output goes: data on standard output, everything for people on standard error or a table."""

import json
import sys
from collections.abc import Iterable
from typing import Any
from unicodedata import category

from pydantic_core import to_jsonable_python
from rich.console import Console


def people() -> Console:
    """For progress and remarks."""
    return Console(stderr=True)


def screen() -> Console:
    """For tables and texts, when nobody asked for JSON."""
    return Console(highlight=False, emoji=False)


def print_json(*documents: Any) -> None:
    """One JSON document a line on standard output, and nothing else."""
    for document in documents:
        text = json.dumps(document, default=to_jsonable_python, ensure_ascii=False)
        if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
            text = json.dumps(
                document, default=to_jsonable_python
            )  # half a character: UTF-8 can't, an escape can
        sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_rows(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A table for people."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("–" if cell is None else escaped(str(cell)) for cell in row))
    screen().print(table)


def escaped(text: str) -> str:
    """Text from outside, with nothing in it that could command the terminal or rich."""
    from rich.markup import escape

    text = text.replace("\t", " ")
    printable = "".join(c if c.isprintable() or c == "\n" or category(c) == "Zs" else "�" for c in text)
    return escape(printable)
