"""URLs that are odd: kept apart, or refused as invalid."""

import pytest

from schemas import Invalid
from services.identity import article_id
from services.ingest.core import admit
from tests.unit.ingest.made import delivery, raw
from tests.unit.ingest.test_raw_article import read


def test_queries_in_another_encoding_stay_apart() -> None:
    one, other = (raw(url=f"https://example.ru/read?title={title}") for title in ("%C4%E5", "%F0%E3"))
    assert article_id(one) != article_id(other)


# 4 -> ingest/test_raw_article.py (or admit)
@pytest.mark.parametrize("url", ["http://a:b\\@h", "http://[::1]](/", "http://x.][::/"])
def test_a_url_that_cannot_be_taken_apart_is_invalid(url: str) -> None:
    with pytest.raises(Invalid, match=r"^url: "):
        admit(read({"content": "x", "url": url}), delivery())


def test_a_nul_does_not_move_the_border_between_source_and_external_id() -> None:
    assert article_id(raw(source="a\0b", external_id="c")) != article_id(raw(source="a", external_id="b\0c"))
