"""Services killed at random while articles run: every article ends exactly once, and the audit balances.

CHAOS_ARTICLES=2000 CHAOS_KILLS=12: the same, larger (`make chaos`)
"""

import asyncio
import json
import os
import random
import signal
from collections import Counter
from functools import partial
from pathlib import Path

import psutil
import pytest

from services.chassis.kafka import Producer
from services.chassis.records import Record
from services.console.messages import read_all
from tests.line.brokers import KINDS
from tests.line.processes import until
from tests.line.whole import Line, running_line

ARTICLES = int(os.environ.get("CHAOS_ARTICLES", "150"))
KILLS = int(os.environ.get("CHAOS_KILLS", "4"))
SECONDS = 60 + ARTICLES / 2

TOWNS = ["Oslo", "Lisbon", "Cork", "Turin", "Ghent", "Malmo", "Porto", "Graz", "Lyon", "Bern"]
PEOPLE = ["Ana Prates", "Jonas Berg", "Mary Doyle", "Luca Conti", "Eva Maes"]


def varied(number: int) -> dict[str, object]:
    """Articles of every kind: new ones, copies, revisions, no articles, broken ones."""
    chance = random.Random(number)
    town, person = chance.choice(TOWNS), chance.choice(PEOPLE)
    sentences = [
        f"The council of {town} voted {chance.randrange(9, 60)} to {number % 9} on plan {number}.",
        f"“We will build it by {2030 + number % 20},” said {person}, who leads the council.",
        f"Work costs {chance.randrange(1, 900)} million euros and starts in {town} next spring.",
    ]
    chance.shuffle(sentences)
    content = f"{town.upper()} — " + " ".join(sentences)
    kind = number % 10
    if kind == 7:
        content = "Home\nNews\nSport\nLogin\nHelp"
    if kind == 8:
        return {"content": number, "url": f"https://example.com/{number}"}
    url_number = number - 1 if kind == 9 else number
    return {"content": content, "url": f"https://example.com/{url_number}", "source": town}


@pytest.mark.timeout(SECONDS + 120)
@pytest.mark.parametrize("kind", KINDS)
def test_random_kills_lose_nothing_and_count_nothing_twice(kind: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    with running_line(kind, tmp_path, clean=2, enrich=2) as line:
        pages = tmp_path / "articles.jsonl"
        pages.write_text("".join(json.dumps(varied(number)) + "\n" for number in range(ARTICLES)))
        valid = [varied(number) for number in range(ARTICLES) if number % 10 != 8]
        pages.write_text("".join(json.dumps(article) + "\n" for article in valid))
        assert len(line.json("push", str(pages))) == len(valid)
        send_broken(line, [varied(number) for number in range(8, ARTICLES, 10)])
        for _ in range(KILLS):
            kill_one(line, chance)
            until(partial(went_on, line, line.audit()["accepted"]))
        audit = line.until_all_ended(ARTICLES, SECONDS)
        assert audit["accepted"] == ARTICLES
        assert audit["balanced"]
        assert audit["conflicts"] == 0
        ends = sum(audit[name] for name in ("indexed", "unchanged", "dropped", "dead", "retracted"))
        assert ends == ARTICLES
        assert audit["dead"] == ARTICLES // 10
        assert audit["dropped"] == len([a for a in valid if str(a["content"]).startswith("Home")])
        indexed = asyncio.run(ids_on(line.address, "articles.indexed"))
        assert len(indexed) == len({a["url"] for a in valid if not str(a["content"]).startswith("Home")})
        assert line.run("audit").returncode == 0


def went_on(line: Line, before: int) -> bool:
    """Whether more were accepted since, or all are."""
    accepted: int = line.audit()["accepted"]
    return accepted > before or accepted == ARTICLES


def send_broken(line: Line, broken: list[dict[str, object]]) -> None:
    async def send() -> None:
        async with Producer(line.address) as producer:
            records = [Record("articles.raw", None, json.dumps(a).encode(), []) for a in broken]
            assert await producer.send(records) == [None] * len(broken)

    asyncio.run(send())


def kill_one(line: Line, chance: random.Random) -> None:
    """SIGKILL one service's process at random, with no time to do anything about it."""
    assert line.process is not None
    services = [
        child for child in psutil.Process(line.process.pid).children() if "service" in child.cmdline()
    ]
    victim = chance.choice(services)
    victim.send_signal(signal.SIGKILL)


async def ids_on(address: str, topic: str) -> Counter[str]:
    return Counter([json.loads(r.value or b"")["article_id"] async for r in read_all(address, topic)])
