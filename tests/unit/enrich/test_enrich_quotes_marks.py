"""Which words stand between marks, however they are typed; and any text at all is read in linear time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Entity, Mention
from services.enrich.nlp_model import AnnotatedText, Extent
from services.enrich.quotes.quotation_marks import find_marked, split_lines
from services.enrich.quotes.quotes import find_quotes

MARKED = [
    ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"]),
    ('"We go," he said. "Now."', ['"We go,"', '"Now."']),
    ("‘It’s not what we’d hoped,’ he said.", ["‘It’s not what we’d hoped,’"]),
    ("'I don't go,' he said. 'Nobody's here.'", ["'I don't go,'", "'Nobody's here.'"]),
    ("‘The workers’ party won’t win,’ he said.", ["‘The workers’ party won’t win,’"]),
    ("''We go,'' he said.", ["''We go,''"]),
    ("«We go», he said.", ["«We go»"]),
    ("‘He said “go” to me,’ she said.", ["‘He said “go” to me,’"]),
    ("“He said ‘go’ to me,” she said.", ["“He said ‘go’ to me,”"]),
    ('“He said "go" and "stay" to me,” she said.', ['“He said "go" and "stay" to me,”']),
    ("“We know the word “trade” well,” he said.", ["“We know the word “trade” well,”"]),
    ('“They are kids," she said "and poor.”', ['“They are kids,"', '"and poor.”']),
    ("It rose by “51 percent.“ And so on.", ["“51 percent.“"]),
    ("”We go” ― Ana", ["”We go”"]),
    ("“It goes on", ["“It goes on"]),
    ("‘It goes on", ["‘It goes on"]),
    ("The farmers’ market and the brewers’ club sell fish ’n’ chips.", []),
    ("The workers' union of the '90s and the teachers' union", []),
    ('He is 6\'2" tall and has a 4" scar.', []),
    ('<tweet id="7834">', []),
]


@pytest.mark.parametrize(("text", "marked"), MARKED)
def test_words_between_marks(text: str, marked: list[str]) -> None:
    found = find_marked(text, Extent(0, len(text)))
    assert [text[start:end] for start, end, _ in found] == marked


def test_a_line_that_ends_a_sentence_is_a_paragraph_of_its_own() -> None:
    text = "He left.\n“We go.” ― Ana\n“We stay.”\nHard-wrapped\ntext stays together."
    lines = split_lines(text, [Extent(0, len(text))])
    assert [text[slice(*line)] for line in lines] == [
        "He left.",
        "“We go.” ― Ana",
        "“We stay.”",
        "Hard-wrapped\ntext stays together.",
    ]


PIECES = st.sampled_from(
    [
        *"\"“”„«»‘’'`.,:;?!()-—―\n ",
        "''",
        "\n\n",
        "Abe",
        "said",
        "he",
        "the minister",
        "the company",
        "according to",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join)))
def test_any_text_gives_quotes_in_order_that_do_not_overlap(text: str) -> None:
    quotes = find_quotes(read(text), name(text, "Abe"))
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    assert all(one.end <= other.start for one, other in pairwise(quotes))
    assert {quote.speaker for quote in quotes} <= {None, "Abe"}


@pytest.mark.parametrize(
    "piece",
    [
        "“x y z,” he said. Abe left. ",
        "“abc\n\n",
        "‘a s’ b ",
        "'",
        "“a “b ",
        "“a b c,” the minister said.\n",
        " \n",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    short, long = (seconds(piece * (length // len(piece))) for length in (20_000, 200_000))
    assert long < 40 * short + 0.5


def seconds(text: str) -> float:
    reading, entities = read(text), name(text, "Abe")
    start = time.process_time()
    find_quotes(reading, entities)
    return time.process_time() - start


def read(text: str) -> AnnotatedText:
    """A reading without a model: a blank line ends a paragraph, a full stop a sentence."""
    return AnnotatedText(text, extents(text, "\n\n"), extents(text, "."), [])


def extents(text: str, end: str) -> list[Extent]:
    found, at = [], 0
    for part in text.split(end):
        if part.strip():
            start = at + len(part) - len(part.lstrip())
            found.append(Extent(start, start + len(part.strip())))
        at += len(part) + len(end)
    return found


def name(text: str, surface: str) -> list[Entity]:
    starts = [at for at in range(len(text)) if text.startswith(surface, at)]
    mentions = tuple(Mention(text=surface, start=at, end=at + len(surface)) for at in starts)
    return [Entity(name=surface, label="PERSON", mentions=mentions)] if mentions else []
