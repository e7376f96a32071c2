"""The three seeds through the whole line, as a producer pushes them and consumers read them."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from jsonschema import Draft202012Validator

from tests.integration.brokers import KINDS
from tests.integration.processes import ROOT
from tests.integration.whole import Line, running_line

SEEDS = ["000_28da73e3fbb88a98.txt", "001_46de02463e92e281.txt", "002_8b9952c7fdd38c50.txt"]
ABE, TRUMP = "Shinzo Abe", "Donald Trump"


@pytest.fixture(scope="module", params=KINDS)
def line(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with running_line(request.param, tmp_path_factory.mktemp("line")) as line:
        yield line


@pytest.fixture(scope="module")
def seeds(line: Line) -> list[dict[str, Any]]:
    """The seeds as the store holds them, in order."""
    pushed = line.json("push", str(ROOT / "seeds"), "--wait")
    assert [one["outcome"] for one in pushed] == ["indexed"] * 3
    return [line.json("get", one["article_id"])[0] for one in pushed]


def paragraphs(article: dict[str, Any]) -> list[str]:
    return list(article["text"].split("\n\n"))


def removed(article: dict[str, Any]) -> str:
    return "\n".join(piece["text"] for piece in article["removed"])


def test_what_clean_finds(seeds: list[dict[str, Any]]) -> None:
    kyodo, japan_today, sputnik = seeds
    assert [a["headline"] for a in seeds] == [
        None,
        "Japan’s Abe, Trump to continue close coordination on N. Korea",
        None,
    ]
    assert [a["bylines"] for a in seeds] == [[], [], ["Kristian Rouz"]]
    assert [a["agency"] for a in seeds] == ["Kyodo", None, None]
    assert [a["dateline"] and a["dateline"]["place"] for a in seeds] == [None, "NEW YORK", None]
    assert [a["source"] for a in seeds] == ["Kyodo", "Japan Today", "Sputnik"]
    assert [a["published_at"][:10] for a in seeds] == ["2018-09-23", "2018-09-24", "2018-09-24"]
    assert {a["published_at_basis"] for a in seeds} == {"producer"}
    assert {a["language"] for a in seeds} == {"en"}
    assert [a["tags"] for a in seeds] == [
        [],
        [],
        ["talks", "Donald Trump", "Shinzo Abe", "United States", "Japan"],
    ]
    assert len(paragraphs(kyodo)) == 14
    assert kyodo["text"].endswith("according to U.N. data.")
    assert len(paragraphs(japan_today)) == 13
    assert japan_today["text"].startswith("Japanese Prime Minister Shinzo Abe said Sunday")
    assert sputnik["text"].startswith("The Prime Minister of Japan and US President")
    assert "Kristian Rouz" not in sputnik["text"]


def test_what_clean_removes(seeds: list[dict[str, Any]]) -> None:
    noise = [
        ["Kyodo"],
        ["print PRINT", "Ambassador", "Ukraine", "COVID-19", "Trending Japan"],
        [
            "23:45 GMT23 February 2020",
            "Listen Live",
            "Get short URL",
            "READ MORE",
            "Look in the Mirror",
            "Trump Ready to Meet With Iran",
            "Chronic Illness",
            "talks, Donald Trump, Shinzo Abe, United States, Japan",
            "Community standards",
            "Comment via Sputnik",
        ],
    ]
    for article, pieces in zip(seeds, noise, strict=True):
        for piece in pieces:
            assert piece in removed(article)
            assert piece not in article["text"]


def test_who_is_named(seeds: list[dict[str, Any]]) -> None:
    for article, forms in zip(seeds, [{"Abe", ABE}, {"Abe", ABE}, {"Abe", ABE, "PM Abe"}], strict=True):
        by_name = {entity["name"]: entity for entity in article["entities"]}
        assert by_name[ABE]["label"] == "PERSON"
        assert forms <= {mention["text"] for mention in by_name[ABE]["mentions"]}
        assert by_name[TRUMP]["label"] == "PERSON"
        mentions = [(e["name"], e["label"], m["text"]) for e in article["entities"] for m in e["mentions"]]
        assert {(name, label) for name, label, text in mentions if text == "Trump"} == {(TRUMP, "PERSON")}
        america = {(n, label) for n, label, text in mentions if text in ("U.S.", "US", "United States")}
        assert america == {("United States", "GPE")}
        if "Kim Jong Un" in article["text"]:
            assert "Kim" in {mention["text"] for mention in by_name["Kim Jong Un"]["mentions"]}
        assert len([n for n in by_name if "Abe" in n.split()]) == 1


def test_who_said_what(seeds: list[dict[str, Any]]) -> None:
    quotes = seeds[2]["quotes"]
    assert {quote["speaker"] for quote in quotes} == {ABE, "Jesper Koll", "Toshimitsu Motegi", TRUMP}
    said = {quote["text"][1:20]: quote["speaker"] for quote in quotes}
    assert said["We had a very const"] == ABE
    assert said["A 25-percent tariff"] == "Jesper Koll"
    assert said["Based on the common"] == "Toshimitsu Motegi"
    assert said["We have done much t"] == TRUMP


def test_every_annotation_quotes_the_text(seeds: list[dict[str, Any]]) -> None:
    for article in seeds:
        spans = [m for e in article["entities"] for m in e["mentions"]] + article["quotes"] + article["dates"]
        assert spans
        for span in spans:
            assert article["text"][span["start"] : span["end"]] == span["text"]
        assert article["summary"]
        assert all(sentence in article["text"] for sentence in article["summary"])
        assert article["keyphrases"]
        assert article["annotators"]


def test_they_are_one_story_and_found(line: Line, seeds: list[dict[str, Any]]) -> None:
    assert len({article["story_id"] for article in seeds}) == 1
    (story,) = line.json("stories", seeds[0]["story_id"])
    assert {member["article_id"] for member in story["articles"]} == {a["article_id"] for a in seeds}
    hits = line.json("search", "denuclearization", "--person", "shinzo abe")
    assert {hit["source"] for hit in hits} == {"Kyodo", "Japan Today", "Sputnik"}
    assert [h["source"] for h in line.json("search", '"WisdomTree Japan"')] == ["Sputnik"]
    assert not line.json("search", "denuclearization", "--since", "2019-01-01")


def test_the_same_again_ends_unchanged_and_all_is_accounted_for(
    line: Line, seeds: list[dict[str, Any]]
) -> None:
    again = line.json(
        "push", str(ROOT / "seeds" / SEEDS[0]), "--source", "Kyodo", "--published-at", "2018-09-23", "--wait"
    )
    assert [(one["article_id"], one["outcome"]) for one in again] == [(seeds[0]["article_id"], "unchanged")]
    receipts = line.json("trace", seeds[0]["article_id"])
    assert [(r["stage"], r["outcome"]) for r in receipts] == [
        ("ingest", "accepted"),
        ("clean", "cleaned"),
        ("enrich", "enriched"),
        ("index", "indexed"),
        ("ingest", "unchanged"),
    ]
    audit = line.until_all_ended(4)
    assert audit["balanced"]
    assert audit["indexed"] >= 3
    assert audit["unchanged"] >= 1


def test_a_stranger_pushes_and_reads(line: Line) -> None:
    """Producer and consumer share no code with us; what comes out is valid by the JSON Schema alone."""
    url = "https://example.com/news/harbour?utm_source=feed"
    raw = {
        "content": "LISBON — Mayor Anna Prescott opened the rebuilt harbour on Monday.\n\n"
        "“The city has its door to the sea again,” Prescott said. The work took four years and cost "
        "120 million euros, the port authority said.\n\nFishing boats will return in the spring.",
        "url": url,
        "source": "Example",
        "published_at": "2026-03-02T10:00:00+01:00",
        "a_field_nobody_knows": 1,
    }
    (enriched,) = asyncio.run(push_and_read(line.address, json.dumps(raw).encode()))
    schema = json.loads((ROOT / "schemas/json/enriched_article.v1.schema.json").read_text())
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(enriched)
    assert enriched["dateline"]["place"] == "LISBON"
    assert enriched["url"] == url
    assert enriched["published_at"] == "2026-03-02T09:00:00Z"
    assert [quote["speaker"] for quote in enriched["quotes"]] == ["Anna Prescott"]
    line.until_all_ended(1)
    (trace, *_) = line.json("trace", "http://www.example.com/news/harbour")
    assert trace["article_id"] == enriched["article_id"]


async def push_and_read(address: str, value: bytes) -> list[dict[str, Any]]:
    producer = AIOKafkaProducer(bootstrap_servers=address)
    await producer.start()
    try:
        await producer.send_and_wait("articles.raw", value)
    finally:
        await producer.stop()
    consumer = AIOKafkaConsumer(
        "articles.enriched", bootstrap_servers=address, auto_offset_reset="earliest", group_id=None
    )
    await consumer.start()
    try:
        async with asyncio.timeout(60):
            async for record in consumer:
                fields = json.loads(record.value or b"")
                if fields["source"] == "Example":
                    headers = dict(record.headers)
                    assert headers["ce_type"] == b"pressline.article.enriched.v1"
                    assert record.key == fields["article_id"].encode()
                    return [fields]
    finally:
        await consumer.stop()
    return []


def test_tail_prints_messages(line: Line, seeds: list[dict[str, Any]]) -> None:
    messages = line.json("tail", "articles.indexed", "--from-beginning", "--limit", "3")
    assert len(messages) == 3
    assert all(message["story_id"] for message in messages)
    assert {message["_kafka"]["topic"] for message in messages} == {"articles.indexed"}


def test_stopping_lets_what_was_accepted_finish(
    line: Line, seeds: list[dict[str, Any]], tmp_path: Path
) -> None:
    before = line.audit()["accepted"]
    pages = tmp_path / "pages.jsonl"
    pages.write_text(
        "".join(
            json.dumps({"content": f"Story {n}. The council of town {n} met on Monday."}) + "\n"
            for n in range(40)
        )
    )
    assert len(line.json("push", str(pages))) == 40
    assert line.stop() == 0
    assert "nothing left unfinished" in line.log.read_text()
    audit = line.audit()
    assert audit["accepted"] == before + 40
    assert audit["in_flight"] == 0
    assert audit["balanced"]
