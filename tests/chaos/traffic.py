"""What is pushed, made from a seed: articles, revisions back and forth, retractions, copies, broken ones."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[2] / "evals" / "gold" / "stories_leads.jsonl"
AT_ONCE = 60
"""Articles whose deliveries are pushed in turn."""

STEPS = ("A",) * 9 + ("AB", "AA", "ABA", "Ar", "ArA", "ABr", "ArB", "ABAr")
"""The lives of articles: two versions in turn, r takes it back."""
MENU = "Home\nNews\nSport\nLogin\nHelp"
ENDS = ("indexed", "unchanged", "retracted")
TOKEN = "external_id"
"""A field that no reader sees and that comes through unchanged: it tells which push a message is."""


@dataclass(frozen=True)
class Push:
    """One message to push; those of one `article` go in order, by one way, each after the other's answer.

    `ends` are the outcomes that are right for it. Over HTTP what is `retracted` without a body is a DELETE.
    """

    number: int
    article: str
    over_http: bool
    body: Mapping[str, Any] | None
    ends: tuple[str, ...]

    @property
    def token(self) -> str:
        return f"chaos-{self.number}"


def read_leads(path: Path = GOLD) -> list[dict[str, Any]]:
    """JSON Lines with `text` (or `content`), `headline` and `published_at`.

    Raises:
        ValueError: none of its lines has a text.
    """
    leads = []
    for line in path.read_text().splitlines():
        lead = json.loads(line)
        text = lead.get("text") or lead.get("content")
        if text:
            leads.append({**lead, "text": text})
    if not leads:
        raise ValueError(f"{path}: no line with a text")
    return leads


def pushes(seed: int, articles: int, leads: Sequence[Mapping[str, Any]]) -> list[Push]:
    """The deliveries of so many articles, mixed as they would come."""
    chance = random.Random(f"traffic {seed}")
    lives = [iter(_life(number, chance, leads)) for number in range(articles)]
    waiting = iter(lives)
    live: list[Iterator[Step]] = []
    mixed: list[Push] = []
    while True:
        while len(live) < AT_ONCE and (fresh := next(waiting, None)) is not None:
            live.append(fresh)
        if not live:
            return mixed
        one = chance.choice(live)
        step = next(one, None)
        if step is None:
            live.remove(one)
            continue
        article, over_http, body, ends = step
        number = len(mixed)
        # a DELETE has no body to carry it
        marked = None if body is None else {**body, TOKEN: f"chaos-{number}"}
        mixed.append(Push(number, article, over_http, marked, ends))


Step = tuple[str, bool, dict[str, Any] | None, tuple[str, ...]]


def _life(number: int, chance: random.Random, leads: Sequence[Mapping[str, Any]]) -> Iterator[Step]:
    over_http = chance.random() < 0.3
    url = f"https://wire.example/news/{number}"
    kind = number % 25
    if kind == 7:
        # the gateway would refuse it
        yield url, False, {"content": number, "url": url}, ("dead",)
        return
    if kind == 13:
        yield url, over_http, {"content": MENU, "url": url}, ("dropped",)
        return
    versions = {name: _article(number, name, url, chance, leads) for name in "AB"}
    for step in chance.choice(STEPS):
        if step == "r":
            deleted = over_http and chance.random() < 0.5
            yield url, over_http, None if deleted else {"url": url, "retracted": True}, ("retracted",)
        else:
            yield url, over_http, versions[step], ENDS
    if kind in (3, 17):
        address = f"https://copy.example/news/{number}"
        copy = {**versions["A"], "url": address, "source": "Copy"}
        copy["published_at"] = _date(number, chance)
        yield address, over_http, copy, ENDS
        if kind == 3:
            yield address, over_http, {"url": address, "retracted": True}, ("retracted",)


def _article(
    number: int, version: str, url: str, chance: random.Random, leads: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    lead, other = leads[number % len(leads)], chance.choice(leads)
    shown = f"{lead.get('headline') or 'Report'} ({number}{version})"
    # so that two articles of one lead are alike and not the same
    minute, who = chance.randrange(60), chance.choice(DESK)
    desk = f"The desk filed {version} of report {number} at {minute} past, said {who}."
    text = "\n\n".join((lead["text"], desk, other["text"]))
    return {
        "content": text,
        "url": url,
        "headline": shown,
        "source": lead.get("source") or "Wire",
        "published_at": _date(number, chance),
    }


DESK = ("Ana Prates", "Jonas Berg", "Mary Doyle", "Luca Conti", "Eva Maes", "Paul Okoro", "Lena Voss")


def _date(number: int, chance: random.Random) -> str:
    month, day = 1 + number // 28 % 10, 1 + number % 28
    return f"2026-{month:02d}-{day:02d}T{chance.randrange(24):02d}:{chance.randrange(60):02d}:00Z"
