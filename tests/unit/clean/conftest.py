from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas import IngestedArticle

ACCEPTED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def ingested() -> Callable[..., IngestedArticle]:
    """Makes an ingested article of its content and of what the producer knows."""

    def make(content: str, **known: Any) -> IngestedArticle:
        identity = {"article_id": "a1", "revision": "r1", "delivery_id": "articles.raw:0:0:0"}
        return IngestedArticle(**{**identity, "accepted_at": ACCEPTED_AT, "content": content, **known})

    return make
