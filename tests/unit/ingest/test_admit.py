"""What ingest admits, and what it says against the rest."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Address, Identified, IngestedArticle, Invalid, RawArticle, Refusal, TooLarge
from schemas.delivery import CREATE_TIME
from services.admission import MAX_CONTENT, refusal
from services.identity import article_id, revision
from services.ingest.core import accepted, admit, article_of
from tests.unit.ingest.made import STAMP, TAKEN_AT, delivery, raw, raws

ACCEPTED_AT = datetime(2026, 3, 1, 11, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = "0123456789abcdef" * 2


def test_an_article_goes_on_with_all_that_the_producer_knows_and_who_it_is() -> None:
    known: dict[str, Any] = {
        "content_type": "text/html",
        "url": "https://www.example.com/a?utm_source=x",
        "external_id": "4711",
        "source": "Kyodo",
        "headline": "Rain in Oslo",
        "bylines": ("Ana Prates",),
        "published_at": datetime(2026, 2, 28, tzinfo=UTC),
        "language": "en",
        "tags": ("weather",),
        "fetched_at": datetime(2026, 3, 1, tzinfo=UTC),
        "retracted": False,
    }
    assert known.keys() == RawArticle.model_fields.keys() - {"content"}
    article = raw("<p>Rain  fell.</p>", **known)
    admitted = admit(article, delivery())
    assert admitted.model_dump() == {
        **known,
        "content": "<p>Rain  fell.</p>",
        "article_id": article_id(article),
        "revision": revision(article),
        "delivery_id": f"articles.raw:2:40:{STAMP}",
        "accepted_at": ACCEPTED_AT,
        "addresses": ({"url": known["url"], "id": article_id(article)},),
    }


@given(raws)
def test_an_article_is_admitted_or_refused_and_nothing_else(article: RawArticle) -> None:
    try:
        admitted = admit(article, delivery())
    except Refusal as refused:
        assert refusal(article, TAKEN_AT) == str(refused)
    else:
        assert refusal(article, TAKEN_AT) is None
        assert admitted == admit(article, delivery()), "the same when it is delivered again"
        assert admitted.content == ("" if article.retracted else article.content)


def test_a_tombstone_takes_the_article_of_its_key_back() -> None:
    admitted = admit(None, delivery(key=KEY.encode()))
    assert (admitted.article_id, admitted.retracted, admitted.content) == (KEY, True, "")
    assert admitted.accepted_at == ACCEPTED_AT
    assert admitted.revision == admit(None, delivery(key=b"f" * 32)).revision


NO_IDS = [
    None,
    b"",
    KEY[:-1].encode(),
    f"{KEY}0".encode(),
    f"{KEY}\n".encode(),
    KEY.upper().encode(),
    b"x" * 32,
    b"\xff" * 32,
    "é".encode() * 16,
    b"k" * 1_000_000,
]


@pytest.mark.parametrize("key", NO_IDS, ids=lambda key: repr(key)[:20])
def test_a_tombstone_under_no_id_is_refused(key: bytes | None) -> None:
    with pytest.raises(Invalid, match=r"^key: "):
        admit(None, delivery(key=key))


@pytest.mark.parametrize("field", ["published_at", "fetched_at"])
def test_a_date_may_be_a_day_ahead_of_our_clock_and_no_more(field: str) -> None:
    def dated(moment: datetime, **known: Any) -> RawArticle:
        return raw(**{field: moment, **known})

    admit(dated(TAKEN_AT + DAY), delivery())
    late = TAKEN_AT + DAY + timedelta(microseconds=1)
    with pytest.raises(Invalid, match=rf"^{field}: 2026-03-02T12:00:00.000001\+00:00 lies in the future$"):
        admit(dated(late), delivery())
    with pytest.raises(Invalid, match=rf"^{field}: 9999"):
        admit(dated(datetime(9999, 12, 31, tzinfo=UTC), retracted=True), delivery())


@pytest.mark.parametrize("character", ["a", "é", "漢", "🚢"])
def test_the_size_limit_counts_bytes(character: str) -> None:
    most = MAX_CONTENT // len(character.encode())
    filler = "a" * (MAX_CONTENT - most * len(character.encode()))
    assert admit(raw(character * most + filler), delivery()).content
    with pytest.raises(TooLarge, match=r"^content: 8,388,\d+ bytes, the limit is 8,388,608 \(8 MiB\)$"):
        admit(raw(character * most + filler + character), delivery())


NAMED: dict[str, dict[str, Any]] = {
    "by url": {"url": "https://example.com/a"},
    "by source and external id": {"source": "Kyodo", "external_id": "4711"},
    "by content": {"content": "Rain fell."},
}


@pytest.mark.parametrize("by", NAMED)
def test_a_retraction_takes_back_the_article_that_it_names(by: str) -> None:
    published = RawArticle(**{"content": "", **NAMED[by]})
    admitted = admit(RawArticle(retracted=True, **NAMED[by]), delivery())
    assert admitted.article_id == admit(published, delivery()).article_id
    assert (admitted.retracted, admitted.content) == (True, "")


@pytest.mark.parametrize("known", [{}, {"source": "Kyodo"}, {"external_id": "4711"}, {"content": ""}])
def test_a_retraction_that_names_no_article_is_refused(known: dict[str, str]) -> None:
    with pytest.raises(Invalid, match=r"^url: a retraction names its article"):
        admit(RawArticle(retracted=True, **known), delivery())


def test_an_empty_article_is_admitted() -> None:
    assert admit(raw(""), delivery()).article_id == admit(raw(" \n"), delivery()).article_id


def test_the_stamp_of_the_broker_is_the_moment_of_acceptance() -> None:
    assert accepted(delivery()) == ACCEPTED_AT
    assert accepted(delivery(timestamp=1)) == datetime(1970, 1, 1, 0, 0, 0, 1000, tzinfo=UTC)
    now = int(TAKEN_AT.timestamp() * 1000)
    assert accepted(delivery(timestamp=now)) == TAKEN_AT


NO_MOMENTS = {
    "none": 0,
    "Kafka's word for none": -1,
    "the least there is": -(2**63),
    "the most there is": 2**63 - 1,
    "more than there is": 10**400,
    "after the year 9999": 253_402_300_800_000,
    "a millisecond ahead of us": int(TAKEN_AT.timestamp() * 1000) + 1,
    "in microseconds": STAMP * 1000,
}


@pytest.mark.parametrize("stamp", NO_MOMENTS)
def test_a_stamp_that_cannot_be_gives_way_to_our_clock(stamp: str) -> None:
    assert accepted(delivery(timestamp=NO_MOMENTS[stamp])) == TAKEN_AT
    assert admit(raw(), delivery(timestamp=NO_MOMENTS[stamp])).accepted_at == TAKEN_AT


PRODUCERS = {
    "a back-fill's": STAMP - 10 * 86_400_000,
    "of 1985": 500_000_000_000,
    "of 2099": 4_070_908_800_000,
    "in nanoseconds": STAMP * 1_000_000,
    "in seconds": STAMP // 1000,
    "negative": -STAMP,
    "none": 0,
    "of now": STAMP,
}


@pytest.mark.parametrize("stamp", PRODUCERS)
def test_a_producers_stamp_is_not_believed(stamp: str) -> None:
    theirs = delivery(timestamp=PRODUCERS[stamp], timestamp_type=CREATE_TIME)
    admitted = admit(raw(fetched_at=TAKEN_AT, published_at=TAKEN_AT), theirs)
    assert admitted.accepted_at == TAKEN_AT
    assert admitted.delivery_id == f"articles.raw:2:40:{PRODUCERS[stamp]}"


@given(st.integers())
def test_nothing_is_accepted_before_1970_or_after_it_was_taken(stamp: int) -> None:
    assert datetime(1970, 1, 1, tzinfo=UTC) < accepted(delivery(timestamp=stamp)) <= TAKEN_AT


def test_two_messages_have_two_delivery_ids_and_one_message_has_one() -> None:
    first = delivery()
    others = [delivery(topic="t"), delivery(partition=3), delivery(offset=41), delivery(timestamp=STAMP + 1)]
    assert len({first.id, *(other.id for other in others)}) == 5
    again = delivery(taken_at=TAKEN_AT + DAY, key=b"k")
    assert admit(raw(), again).delivery_id == admit(raw(), first).delivery_id


def test_a_message_carries_its_identity_on() -> None:
    admitted = admit(raw(source="Kyodo", external_id="1"), delivery())
    carried = Identified.model_validate(admitted.model_dump())
    assert (carried.source, carried.external_id, carried.delivery_id) == ("Kyodo", "1", admitted.delivery_id)


PHONE = Address(url="https://m.news.example/a?id=5", id="m" * 32)
NEWS = Address(url="https://news.example/ferry", id="n" * 32)


def copy_at(*addresses: Address) -> IngestedArticle:
    admitted = admit(raw(), delivery())
    return admitted.model_copy(update={"article_id": addresses[-1].id, "addresses": addresses})


def test_an_address_leads_to_the_article_that_is_known_under_it() -> None:
    assert article_of(copy_at(PHONE), {}) == PHONE.id
    assert article_of(copy_at(PHONE), {PHONE.id: NEWS.id}) == NEWS.id
    assert article_of(copy_at(PHONE, NEWS), {PHONE.id: "o" * 32}) == NEWS.id, (
        "the page's word of today counts"
    )


def test_a_page_joins_the_copy_that_came_under_its_own_address_before() -> None:
    assert article_of(copy_at(PHONE, NEWS), {PHONE.id: PHONE.id}) == PHONE.id
    assert article_of(copy_at(PHONE, NEWS), {PHONE.id: PHONE.id, NEWS.id: NEWS.id}) == NEWS.id
    assert article_of(copy_at(NEWS), {NEWS.id: PHONE.id}) == PHONE.id, (
        "and what comes under the other follows"
    )
