"""Messages of each stage as they really are: our seeds, a page and short articles, passed down the line."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas import Delivery
from services.chassis.records import ConsumedRecord
from services.chassis.stage_store import StageResult
from services.chassis.step import Passed, StageFunction, step
from services.chassis.verdicts import outcome_of, passed_on, receipt_of, written
from services.line import STAGES, Stage
from tests.fuzz.pages import PAGE

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEEDS = Path(__file__).parents[2] / "seeds"
SHORT = (
    "LONDON, July 15 (Reuters) - Ships collided off Dover on Sunday, said Jane Roe of the coast guard. “We "
    "will know more on Monday,” she said.\n\nTwo men were hurt.",
    "Der Hafen ist am Sonntag eröffnet worden, elf Jahre nach dem Beginn der Planung, sagte "
    "die Bürgermeisterin.",
    "TOKYO — Prime Minister Shinzo Abe met Kim Lee in Paris, Texas, on Jan. 3, 2019. Trade talks will go on.",
)


def raw_articles() -> list[bytes]:
    """What producers push."""
    articles: list[dict[str, Any]] = [
        {
            "content": seed.read_text(),
            "url": f"https://www.example.com/news/{seed.stem}?utm_source=x",
            "source": "Example",
            "headline": "A headline",
            "bylines": ["Jane Roe", "Kim Lee"],
            "published_at": "2018-09-23T14:00:00Z",
            "fetched_at": "2018-09-23T15:00:00+02:00",
            "language": "en",
            "tags": ["world", "trade"],
            "external_id": seed.stem,
        }
        for seed in sorted(SEEDS.glob("*.txt"))
    ]
    articles += [{"content": PAGE, "content_type": "text/html", "url": "https://gazette.example/a?amp=1"}] * 2
    articles += [
        {"content": text, "external_id": f"n{number}", "source": "Wire", "published_at": "2019-01-04"}
        for number, text in enumerate(SHORT)
    ]
    articles += [{"url": "https://www.example.com/news/1", "retracted": True}]
    return [json.dumps(article, ensure_ascii=False).encode() for article in articles]


def delivery_of(stage: Stage, offset: int = 0) -> Delivery:
    """Where such a message stands."""
    return Delivery(stage.input_topic, 0, offset, 1_772_366_400_000 + offset, b"0" * 32, NOW, 1)


def corpora(works: dict[str, StageFunction]) -> dict[str, list[bytes]]:
    """Messages of every stage whose forerunners are in `works`; the ledger's are their receipts."""
    found: dict[str, list[bytes]] = {}
    receipts: list[bytes] = []
    messages: Sequence[bytes] = raw_articles()
    for stage in STAGES:
        if stage.outcome is None:
            found[stage.name] = receipts
            continue
        found[stage.name] = list(messages)
        if stage.name not in works:
            break
        passed: list[bytes] = []
        for offset, value in enumerate(messages):
            delivery = delivery_of(stage, offset)
            result = step(stage, works[stage.name], value, delivery)
            if not isinstance(result, Passed):
                continue
            if result.value is not None:
                verdict = passed_on(stage, result)
                passed.append(result.value)
            else:
                message = getattr(result.result, "article", result.result)
                verdict = written(stage, result.identity, StageResult(message, stage.outcome))
                passed.append(message.model_dump_json().encode())
            outcome = outcome_of(stage, verdict)
            assert outcome is not None
            record = ConsumedRecord(stage.input_topic, delivery.key, value, [], delivery)
            receipts.append(receipt_of(stage, record, verdict, outcome, NOW).value or b"")
        messages = passed
    return found
