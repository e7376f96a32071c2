"""The gold that the project ships for enrich, as it lies in evals/gold: texts, and what is in them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from evals.gold import PARTS, read_gold
from evals.progress import told
from evals.spans import Span


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldText(_Frozen):
    """A text of a file that has both parts."""

    id: str
    part: Literal["dev", "test"]
    text: str


class GoldQuote(_Frozen):
    """Words quoted, quotation marks included, and who says them, as the text names them in full."""

    text: str
    speaker: str | None


class GoldQuotes(GoldText):
    """A text with what is quoted in it, and what stands in quotation marks but nobody says."""

    quotes: tuple[GoldQuote, ...]
    not_quotes: tuple[str, ...]


class GoldDate(_Frozen):
    """A date in a text; `value` is ISO 8601, null where nobody can tell."""

    text: str
    start: int
    value: str | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.start + len(self.text)


class GoldDates(GoldText):
    """A text with its dates, and what may be known of when it was written."""

    published_at: datetime | None
    dateline_date: str | None
    dates: tuple[GoldDate, ...]


class GoldPhrases(GoldText):
    """An article and the phrases that say what it is about, each in every form that is as good."""

    phrases: tuple[tuple[str, ...], ...]


class GoldEntity(_Frozen):
    """A name in a text. A null `at` says that it has no one point; where `at` lacks, either is right."""

    name: str
    label: str
    country: str | None = None
    at: tuple[float, float] | None = None


class GoldPlaces(_Frozen):
    """A text with the names in it; `about` is the place that it is about the most."""

    id: str
    text: str
    headline: str | None
    dateline_place: str | None
    about: str | None
    entities: tuple[GoldEntity, ...]


OneText = TypeVar("OneText", bound=GoldText)


def read_parts(path: Path, kind: type[OneText]) -> Iterator[tuple[str, Iterable[OneText]]]:
    """The gold lines of each part of a file, the progress over them being told.

    Raises:
        ValueError: see `read_gold`.
    """
    lines = list(read_gold(path, kind))
    for part in PARTS:
        yield part, told([line for line in lines if line.part == part], f"{path.stem} {part}")
