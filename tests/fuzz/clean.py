"""Fuzzes clean: `python -m tests.fuzz.clean -max_total_time=600 CORPUS`; the flags are libFuzzer's.

Coverage of our own code and htmldate's guides it. An input's first byte says what the content is called.
"""

import logging
import sys
from datetime import UTC, datetime

import atheris

with atheris.instrument_imports(include=["services.clean", "htmldate"]):
    from services.clean.core import clean

from schemas import CleanArticle, IngestedArticle, Refusal

KINDS = ("text/html", "text/plain")
ACCEPTED_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def try_one(data: bytes) -> None:
    """Clean one input: an article that reads back the same, or a refusal; anything else is a find."""
    article = IngestedArticle(
        article_id="a",
        revision="r",
        delivery_id="d",
        accepted_at=ACCEPTED_AT,
        content=data[1:].decode(errors="replace"),
        content_type=KINDS[data[0] % 2] if data else "text/plain",
    )
    try:
        found = clean(article)
    except Refusal:
        return
    assert CleanArticle.model_validate_json(found.model_dump_json()) == found
    assert found.text.strip() == found.text != ""
    assert "\n\n\n" not in found.text


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()
