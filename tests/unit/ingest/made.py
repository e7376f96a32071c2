"""Deliveries and raw articles for the tests of ingest and of the chassis."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from schemas import Delivery, RawArticle
from schemas.delivery import LOG_APPEND_TIME

TAKEN_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
STAMP = int(datetime(2026, 3, 1, 11, tzinfo=UTC).timestamp() * 1000)
"""An hour before the stage took the message."""
PROSE = "OSLO — The council of Oslo voted on Tuesday to rebuild the old harbour, the mayor said."
"""An article as short as clean takes it."""


def delivery(**fields: Any) -> Delivery:
    made: dict[str, Any] = {
        "topic": "articles.raw",
        "partition": 2,
        "offset": 40,
        "timestamp": STAMP,
        "key": None,
        "taken_at": TAKEN_AT,
        "timestamp_type": LOG_APPEND_TIME,
    }
    return Delivery(**{**made, **fields})


def raw(content: str = "Rain fell in Oslo on Monday.", **fields: Any) -> RawArticle:
    return RawArticle(content=content, **fields)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""All that JSON can carry: half characters are none of it."""
names = st.none() | texts
moments = st.none() | st.datetimes(datetime(1600, 1, 2), datetime(2030, 1, 1), timezones=st.just(UTC))
urls = st.none() | st.builds(
    "{}://{}.example/{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.from_regex(r"[a-z]{1,10}", fullmatch=True),
    texts,
)
beside_content: dict[str, st.SearchStrategy[Any]] = {
    "content_type": st.sampled_from(["text/plain", "text/html"]),
    "url": urls,
    "external_id": names,
    "source": names,
    "headline": names,
    "bylines": st.lists(texts, max_size=3),
    "published_at": moments,
    "language": names,
    "tags": st.lists(texts, max_size=3),
    "fetched_at": moments,
    "retracted": st.booleans(),
}
"""Every field of a raw article but its content."""
raws = st.builds(RawArticle, content=texts, **beside_content)
