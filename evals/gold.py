"""The gold that the project ships, as it lies in evals/gold: scrapes put together of pieces, and openings."""

import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas import RemovalReason

PARTS = ("dev", "test")
"""Rules are made by looking at dev; test tells whether they hold elsewhere, and nobody looks into it."""
BODY = "body"


class Gold(BaseModel):
    """What every gold line says of the article: the facts that clean is to find, null where there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    headline: str | None = None
    bylines: tuple[str, ...] = ()
    agency: str | None = None


class GoldPiece(BaseModel):
    """A piece of a scrape: `body`, or boilerplate with its reason; `glue` is what stands behind it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Literal["body"] | RemovalReason = Field(alias="is")
    text: str
    glue: str = "\n\n"


class GoldScrape(Gold):
    """A plain-text scrape in pieces, so that the body and each piece's reason are known exactly."""

    layout: str
    content_type: Literal["text/plain"] = "text/plain"
    pieces: tuple[GoldPiece, ...]
    wrap: int | None = Field(None, description="the column at which lines were wrapped")
    wrap_hyphens: bool = Field(False, description="whether words were wrapped at their hyphens too")
    dateline_place: str | None = None
    dateline_date: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None


class GoldOpening(Gold):
    """The first lines of an article; `kind` is the form of its dateline."""

    text: str
    kind: Literal["modern", "wire", "none"]
    place: str | None = None
    date: str | None = None


OneGold = TypeVar("OneGold", bound=BaseModel)


def read_gold(path: Path, kind: type[OneGold]) -> Iterator[OneGold]:
    """The gold lines of a file, one at a time.

    Raises:
        ValueError: a line is not what the schema says; the text names file and line.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield kind.model_validate_json(line)
                except ValidationError as error:
                    raise ValueError(f"{path}:{number}: {error}") from None


def content_of(scrape: GoldScrape) -> str:
    """The scrape as a producer would push it: the pieces with their glue, wrapped where the gold says so.

    A line of several pieces (a dateline and its paragraph) is wrapped as one.
    """
    lines: list[str] = []
    line = ""
    for piece in scrape.pieces:
        if "\n" in piece.glue:
            lines += (_wrapped(line + piece.text, scrape), piece.glue)
            line = ""
        else:
            line += piece.text + piece.glue
    return "".join([*lines, _wrapped(line, scrape)])


def _wrapped(line: str, scrape: GoldScrape) -> str:
    if scrape.wrap is None:
        return line
    lines = textwrap.wrap(line, scrape.wrap, break_long_words=False, break_on_hyphens=scrape.wrap_hyphens)
    return "\n".join(lines)


def body_of(scrape: GoldScrape) -> list[str]:
    """The pieces of the body."""
    return [piece.text for piece in scrape.pieces if piece.kind == BODY]


def paragraphs_of(scrape: GoldScrape) -> list[str]:
    """The paragraphs of the body as they can be told apart: pieces on one line of the scrape are one."""
    paragraphs: list[str] = []
    joined = False
    for piece in scrape.pieces:
        if piece.kind == BODY and joined:
            paragraphs[-1] = f"{paragraphs[-1]} {piece.text}"
        elif piece.kind == BODY:
            paragraphs.append(piece.text)
        joined = piece.kind == BODY and "\n" not in piece.glue
    return paragraphs


def boilerplate_of(scrape: GoldScrape) -> list[GoldPiece]:
    """The pieces that are not the article's body."""
    return [piece for piece in scrape.pieces if piece.kind != BODY]
