"""What arrives on `articles.raw` that should not: each ends as it should, its neighbours unharmed."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.chassis.kafka import Producer, partitions_of, reader, true_ends
from services.chassis.records import ProducerRecord
from tests.integration.processes import until
from tests.integration.whole import Line, running_line

GOOD = {"content": "OSLO — The council of Oslo voted on Tuesday to rebuild the old harbour, the mayor said."}
MENU = "Home\nNews\nSport\nWeather\nShop\nContact\nLogin\nAbout\nJobs\nHelp\nTerms\nPrivacy"
FRENCH = (
    "Le conseil municipal de Nantes a décidé mardi de démolir le vieux pont. "
    "La maire a déclaré que la construction durerait trois ans et coûterait 80 millions d'euros."
)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with running_line("embedded", tmp_path_factory.mktemp("line")) as line:
        yield line


def journal(line: Line, *values: bytes | None) -> list[tuple[str, str | None, str]]:
    """Send the values as they are; outcome, reason and detail of each journey's end."""

    async def send() -> list[str]:
        async with Producer(line.address) as producer:
            answers = await producer.deliver(
                [ProducerRecord("articles.raw", str(n).encode(), value, []) for n, value in enumerate(values)]
            )
        return [answer if isinstance(answer, str) else answer.id for answer in answers]

    deliveries = asyncio.run(send())
    accepted = line.audit()["accepted"]
    line.until_all_ended(max(accepted, len(values)))
    return [end_of(line, delivery) for delivery in deliveries]


def end_of(line: Line, delivery: str) -> tuple[str, str | None, str]:
    def last() -> dict[str, Any] | None:
        done = line.run("trace", delivery, "--json")
        receipts = [json.loads(text) for text in done.stdout.splitlines()]
        ended = [r for r in receipts if r["outcome"] not in ("accepted", "cleaned", "enriched")]
        return ended[-1] if ended else None

    until(lambda: last() is not None, lambda: delivery)
    receipt = last() or {}
    return receipt["outcome"], receipt["reason"], receipt["detail"] or ""


async def values_under(address: str, topic: str, key: str) -> list[bytes | None]:
    """The messages of one key, as they lie on the topic."""
    async with reader(address) as consumer:
        partitions = await partitions_of(consumer, [topic])
        ends = await true_ends(consumer, partitions)
        await consumer.seek_to_beginning(*partitions)
        found: list[bytes | None] = []
        left = {partition for partition in partitions if ends[partition]}
        while left:
            for partition, records in (await consumer.getmany(timeout_ms=500)).items():
                found += [record.value for record in records if record.key == key.encode()]
                if records[-1].offset + 1 >= ends[partition]:
                    left.discard(partition)
        return found


def article(**fields: Any) -> bytes:
    return json.dumps({**GOOD, **fields}).encode()


INVALID = {
    "not JSON": (b"{", "JSON"),
    "not UTF-8": (b'{"content": "\xff\xfe"}', "JSON"),
    "a JSON array": (b"[]", "object"),
    "no content": (b"{}", "content"),
    "a mistyped field": (article(tags="a, b"), "tags"),
    "a number for a text": (article(headline=5), "headline"),
    "a number for a time": (article(published_at=1537747200), "published_at"),
    "a date that is none": (article(published_at="2018-13-45"), "published_at"),
    "a date out of range": (article(published_at="0001-01-01"), "published_at"),
    "a date in the future": (article(published_at="2999-01-01T00:00:00Z"), "published_at"),
    "a URL of another kind": (article(url="ftp://example.com/a"), "url"),
    "a lone surrogate": (b'{"content": "\\ud800"}', "JSON"),
    "deeply nested": (b'{"a":' * 5000 + b"1" + b"}" * 5000, ""),
}


def test_invalid_messages_are_dead_and_name_the_field(line: Line) -> None:
    ends = journal(line, *[value for value, _ in INVALID.values()], article())
    for (name, (_, field)), (outcome, reason, detail) in zip(INVALID.items(), ends[:-1], strict=True):
        assert (outcome, reason) == ("dead", "invalid"), name
        assert field in detail, name
    assert ends[-1][0] == "indexed"
    causes = line.json("dead", "list")
    assert sum(cause["count"] for cause in causes) == len(INVALID)
    shown = line.json("dead", "show", "--cause", "invalid")
    assert any(letter["message"] == {"_value": []} for letter in shown), "the original bytes are there"
    assert {letter["stage"] for letter in shown} == {"ingest"}


def test_too_large_is_dead_and_the_command_refuses_it(line: Line) -> None:
    content = "word " * (9 * 1024 * 1024 // 5)
    ((outcome, reason, detail),) = journal(line, article(content=content))
    assert (outcome, reason) == ("dead", "too_large")
    assert "8 MiB" in detail
    large = line.folder / "large.txt"
    large.write_text(content)
    (refused,) = line.json("push", str(large), code=1)
    assert (refused["outcome"], refused["reason"]) == ("refused", "too_large")


def test_what_is_no_article_is_dropped(line: Line) -> None:
    values = ["", " \n\t ", MENU, "\x00\x01\x02\x03\x7f" * 200, "�" * 500]
    ends = journal(line, *[article(content=value) for value in values])
    assert [end[:2] for end in ends] == [("dropped", "not_an_article")] * len(values)


def test_another_language_passes_without_annotations(line: Line) -> None:
    url = "https://example.fr/pont"
    ((outcome, _, _),) = journal(line, article(content=FRENCH, url=url))
    assert outcome == "indexed"
    (receipt, *_) = line.json("trace", url)
    (stored,) = line.json("get", receipt["article_id"])
    assert stored["language"] == "fr"
    assert stored["entities"] == stored["quotes"] == []


def test_awkward_texts_end_with_exact_offsets(line: Line) -> None:
    sentence = "Mayor Ana Prates said the harbour in Lisbon will open on Monday. "
    texts = {
        "NUL": "Mayor Ana\x00 Prates of Lisbon spoke on Monday.\x00\n\n" + sentence * 3,
        "mojibake": "“The harbour†said Ana Prates. â€œIt opens in Lisbon on Monday,â€\x9d she said. " * 2,
        "emoji": "🚢" * 50 + " " + sentence * 3 + "\U0001f1f5\U0001f1f9",
        "one long word": sentence * 40 + "x" * 1_000_000,
        "many paragraphs": (sentence + "\n\n") * 2_000,
    }
    urls = [f"https://example.com/{number}" for number in range(len(texts))]
    values = [article(content=text, url=url) for text, url in zip(texts.values(), urls, strict=True)]
    ends = journal(line, *values, article())
    assert ends[-1][0] in ("indexed", "unchanged")
    for (name, _), url, (outcome, reason, _) in zip(texts.items(), urls, ends[:-1], strict=True):
        assert outcome == "indexed" or reason in ("timeout", "not_an_article"), (name, outcome, reason)
        if outcome == "indexed":
            (stored,) = line.json("get", line.json("trace", url)[0]["article_id"])
            spans = [m for entity in stored["entities"] for m in entity["mentions"]] + stored["quotes"]
            assert all(stored["text"][s["start"] : s["end"]] == s["text"] for s in spans), name
            assert "\x00" not in stored["text"]


def test_a_dead_letter_is_replayed(line: Line) -> None:
    before = sum(cause["count"] for cause in line.json("dead", "list", "--cause", "invalid"))
    ((outcome, _, _),) = journal(line, b'{"content": 1}')
    assert outcome == "dead"
    letter = line.json("dead", "show", "--cause", "invalid")
    (wanted,) = [one for one in letter if one["message"] == {"content": 1}]
    (dry,) = line.json("dead", "replay", wanted["id"], "--dry-run")
    assert (dry["replayed"], dry["would_replay"], dry["would_die"]) == (0, 1, 1), "today's code says the same"
    accepted = line.audit()["accepted"]
    assert line.json("dead", "replay", wanted["id"])[0]["replayed"] == 1
    assert line.until_all_ended(accepted + 1)["balanced"]
    after = sum(cause["count"] for cause in line.json("dead", "list", "--cause", "invalid"))
    assert after == before + 2, "it died once more: nothing about it has changed"


def test_an_article_is_taken_back(line: Line) -> None:
    url = "https://example.com/withdrawn"
    content = "MADRID — The ministry of withdrawn statements said on Friday that it regrets the statement."
    ((outcome, _, _),) = journal(line, article(content=content, url=url))
    assert outcome == "indexed"
    article_id = line.json("trace", url)[0]["article_id"]
    assert line.json("search", "withdrawn statements")
    ((outcome, _, _),) = journal(line, json.dumps({"url": url, "retracted": True}).encode())
    assert outcome == "retracted"
    assert not line.json("search", "withdrawn statements")
    ((outcome, _, _),) = journal(line, article(content=content, url=url))
    assert outcome == "indexed", "the last push wins: pushed after the retraction, it comes back"
    assert line.json("search", "withdrawn statements")
    assert not line.json("get", article_id)[0]["retracted"]
    for topic in ("articles.enriched", "articles.indexed"):
        values = asyncio.run(values_under(line.address, topic, article_id))
        assert [json.loads(v)["retracted"] if v else None for v in values] == [False, True, None, False], (
            topic
        )
