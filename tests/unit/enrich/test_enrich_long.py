"""A very long text: its beginning is annotated, the message says how much, and the rest passes on."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from schemas import Delivery, EnrichedArticle
from services.chassis.step import Passed, step
from services.enrich.core import MOST_CHARS, head_of
from services.enrich.entry import Enricher
from services.line import STAGES
from tests.unit.enrich.conftest import Enrich, clean

(STAGE,) = [stage for stage in STAGES if stage.name == "enrich"]


def test_a_text_of_common_length_is_annotated_whole(enriched: Enrich) -> None:
    text = "“We agreed,” Shinzo Abe said Sunday in New York."
    assert enriched(text).annotated_chars == len(text)
    assert enriched(text, language="fr").annotated_chars is None, "nobody read it"


def test_of_a_long_text_the_beginning_is_annotated(nlp: Language) -> None:
    paragraph = (
        "“We agreed,” Shinzo Abe said Sunday in New York. It rained all day, and nobody came to the port."
    )
    last = "“It is over,” Ana Prates said in Lisbon on Monday."
    text = "\n\n".join([*[paragraph] * (2 * MOST_CHARS // len(paragraph)), last])
    work = Enricher(nlp)
    value = clean(text).model_dump_json().encode()
    result = step(STAGE, work, value, Delivery("t", 0, 1, 0, b"a", datetime.now(UTC)))
    assert isinstance(result, Passed)
    article = EnrichedArticle.model_validate_json(result.value or b"")
    assert article.text == text
    assert article.annotated_chars is not None
    assert MOST_CHARS - 2 * len(paragraph) < article.annotated_chars <= MOST_CHARS
    assert text[article.annotated_chars :].startswith("\n\n“We agreed"), "it ends where a paragraph ends"
    ends = [quote.end for quote in article.quotes] + [m.end for e in article.entities for m in e.mentions]
    assert 0.9 * MOST_CHARS < max(ends) <= article.annotated_chars
    assert {entity.name for entity in article.entities} == {"Shinzo Abe", "New York"}
    assert {text[quote.start : quote.end] for quote in article.quotes} == {
        quote.text for quote in article.quotes
    }
    assert json.loads(result.value or b"")["annotated_chars"] == article.annotated_chars


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("a" * 20, "a" * 10),
        ("aaaaaaaaa\n\nbbbb", "aaaaaaaaa"),
        ("aaaaaaaaa bbbb", "aaaaaaaaa"),
        ("short", "short"),
    ],
)
def test_where_the_beginning_ends(text: str, head: str) -> None:
    assert head_of(text, 10) == head


def test_a_paragraphs_end_comes_before_a_sentences_and_that_before_a_words() -> None:
    text = "x" * 90 + " b c. d\n\ne f"
    assert head_of(text, 100) == "x" * 90 + " b c. d"
    assert head_of(text, 97) == "x" * 90 + " b c."
    assert head_of(text, 94) == "x" * 90 + " b"


@given(st.text(max_size=80), st.integers(1, 60))
def test_the_beginning_is_a_beginning(text: str, most: int) -> None:
    head = head_of(text, most)
    assert text.startswith(head)
    assert len(text) <= most or 0.9 * most - 1 <= len(head) <= most
