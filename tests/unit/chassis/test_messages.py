"""Every message on the wire: what is written is read again, by today's readers and by older ones."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schemas import (
    Address,
    Annotator,
    ChangedBy,
    CleanArticle,
    Dateline,
    DateMention,
    EnrichedArticle,
    Entity,
    Identified,
    IndexedArticle,
    IngestedArticle,
    KeyPhrase,
    Mention,
    Message,
    Outcome,
    Place,
    Quote,
    RawArticle,
    Reason,
    Receipt,
    RemovalReason,
    Removed,
    Span,
)
from services.line import STAGES

AT = datetime(2018, 9, 24, 10, 0, 0, 500_000, tzinfo=UTC)
KNOWN: dict[str, Any] = {
    "headline": "Rain “in Oslo”",
    "bylines": ("Ana Prates", "漢字"),
    "published_at": AT,
    "language": "en",
    "tags": ("weather", "🚢"),
}
SCRAPE: dict[str, Any] = {"content": "Rain\x00\u2028fell.", "content_type": "text/html", "fetched_at": AT}
WHERE: dict[str, Any] = {"source": "Kyodo", "url": "https://example.com/a", "external_id": "4711"}
STANDS: dict[str, Any] = {"addresses": (Address(url="https://example.com/a", id="c0ffee" * 5),)}
IDENTITY: dict[str, Any] = {
    "article_id": "0" * 32,
    "revision": "f" * 16,
    "delivery_id": "articles.raw:0:1:2",
    "accepted_at": AT,
    "retracted": False,
    **WHERE,
    **STANDS,
}
CLEAN: dict[str, Any] = {
    **IDENTITY,
    **KNOWN,
    "dateline": Dateline(place="OSLO", date="Sept. 24"),
    "agency": "Kyodo",
    "published_at_basis": "producer",
    "modified_at": AT,
    "modified_at_basis": "json-ld",
    "publisher": "The Gazette",
    "canonical_url": "https://example.com/a",
    "text": "Rain fell.",
    "removed": (Removed(text="Share", reason=RemovalReason.SHARING),),
    "word_count": 2,
    "fingerprints": ("0123456789abcdef",),
}
OSLO = Entity(
    name="Oslo",
    label="GPE",
    mentions=(Mention(text="Oslo", start=0, end=4),),
    country_code="NO",
    latitude=59.9,
    longitude=10.75,
)
FULL: dict[type[Message], Message] = {
    RawArticle: RawArticle(**SCRAPE, **KNOWN, **WHERE, retracted=False),
    IngestedArticle: IngestedArticle(**SCRAPE, **KNOWN, **IDENTITY),
    CleanArticle: CleanArticle(**CLEAN),
    EnrichedArticle: EnrichedArticle(
        **CLEAN,
        entities=(OSLO,),
        quotes=(Quote(text="“Yes”", start=0, end=5, speaker="Ana Prates", cue="said"),),
        dates=(DateMention(text="Monday", start=0, end=6, value="2018-09-24"),),
        places=(Place(name="Oslo", score=1.0, country_code="NO", latitude=59.9, longitude=10.75),),
        keyphrases=(KeyPhrase(text="rain", score=1.0),),
        summary=("Rain fell.",),
        summary_spans=(Span(text="Rain fell.", start=0, end=10),),
        annotators=(Annotator(name="entities", version="1", model="en_core_web_sm"),),
        annotated_chars=42,
    ),
    IndexedArticle: IndexedArticle(
        **IDENTITY,
        story_id="s1",
        duplicate_of="a2",
        merged=("s2",),
        watches=("harbour",),
        headline="Rain",
        published_at=AT,
        indexed_at=AT,
        version=7,
        changed_by=ChangedBy(reason="merge", article_id="a3", delivery_id="articles.raw:0:9:2"),
    ),
    Receipt: Receipt(
        delivery_id="articles.raw:0:1:2",
        article_id="0" * 32,
        revision="f" * 16,
        stage="clean",
        outcome=Outcome.DROPPED,
        reason=Reason.NOT_AN_ARTICLE,
        detail="there is no sentence",
        at=AT,
    ),
}
messages = pytest.mark.parametrize("message", FULL.values(), ids=lambda message: type(message).__name__)


def test_every_message_of_the_line_is_here_with_every_field() -> None:
    on_the_line = {kind for stage in STAGES for kind in (stage.input_model, stage.output_model) if kind}
    assert on_the_line == FULL.keys()
    for kind, message in FULL.items():
        assert message.model_fields_set == kind.model_fields.keys()


@messages
def test_a_message_survives_the_wire(message: Message) -> None:
    wire = message.model_dump_json().encode()
    assert type(message).model_validate_json(wire) == message
    assert type(message).model_validate(json.loads(wire)) == message


@messages
def test_times_are_rfc_3339_in_utc(message: Message) -> None:
    wire = json.loads(message.model_dump_json())
    times = [wire[name] for name in wire if name.endswith("_at") or name == "at"]
    assert times
    assert set(times) == {"2018-09-24T10:00:00.500000Z"}


def with_unknown_fields(value: Any) -> Any:
    """As a writer of tomorrow would send it: a field more in every object."""
    if isinstance(value, dict):
        return {**{name: with_unknown_fields(field) for name, field in value.items()}, "of_tomorrow": [1]}
    return [with_unknown_fields(item) for item in value] if isinstance(value, list) else value


@messages
def test_unknown_fields_are_ignored_at_every_depth(message: Message) -> None:
    wire = json.dumps(with_unknown_fields(json.loads(message.model_dump_json())))
    assert type(message).model_validate_json(wire) == message


@messages
def test_a_message_is_frozen(message: Message) -> None:
    for name in type(message).model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(message, name, None)
    hash(message)  # frozen all the way down


@pytest.mark.parametrize("kind", [kind for kind in FULL if issubclass(kind, Identified)])
def test_every_message_after_ingest_carries_the_identity(kind: type[Message]) -> None:
    carried = Identified.model_validate_json(FULL[kind].model_dump_json())
    assert carried == Identified(**IDENTITY)
    assert carried.model_fields_set == IDENTITY.keys()


def test_a_reader_of_clean_articles_reads_an_enriched_one() -> None:
    wire = FULL[EnrichedArticle].model_dump_json()
    assert CleanArticle.model_validate_json(wire) == FULL[CleanArticle]


WRONG: list[tuple[type[Message], dict[str, Any], str]] = [
    (CleanArticle, {"word_count": -1}, "word_count"),
    (IngestedArticle, {"accepted_at": "yesterday"}, "accepted_at"),
    (IndexedArticle, {"indexed_at": 5}, "indexed_at"),
    (Receipt, {"outcome": "eaten"}, "outcome"),
    (Receipt, {"reason": "because"}, "reason"),
    (EnrichedArticle, {"keyphrases": [{"text": "x", "score": 1.1}]}, "keyphrases.0.score"),
    (EnrichedArticle, {"quotes": [{"text": "x", "start": -1, "end": 0}]}, "quotes.0.start"),
    (EnrichedArticle, {"entities": [{**OSLO.model_dump(), "latitude": 90.5}]}, "entities.0.latitude"),
    (EnrichedArticle, {"entities": [{**OSLO.model_dump(), "longitude": -181}]}, "entities.0.longitude"),
]


@pytest.mark.parametrize(
    ("kind", "fields", "place"), WRONG, ids=lambda part: part if isinstance(part, str) else ""
)
def test_what_breaks_a_bound_is_refused_where_it_stands(
    kind: type[Message], fields: dict[str, Any], place: str
) -> None:
    wire = json.dumps({**json.loads(FULL[kind].model_dump_json()), **fields})
    with pytest.raises(ValidationError) as refused:
        kind.model_validate_json(wire)
    assert [".".join(map(str, error["loc"])) for error in refused.value.errors()] == [place]


def test_what_is_not_a_number_is_null_on_the_wire() -> None:
    unknown = KeyPhrase.model_construct(text="rain", score=float("nan"))
    assert json.loads(unknown.model_dump_json()) == {"text": "rain", "score": None}


def test_the_outcomes_and_which_of_them_end_a_journey() -> None:
    assert [outcome.value for outcome in Outcome if not outcome.ends] == ["accepted", "cleaned", "enriched"]
    ends = [outcome.value for outcome in Outcome if outcome.ends]
    assert ends == ["indexed", "unchanged", "dropped", "dead", "retracted"]
