"""How dead letters look in the terminal, or as JSON."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aiokafka.structs import ConsumerRecord

from services.chassis.errors import PresslineError
from services.chassis.settings import SQLITE, Settings
from services.console.dead.book import followed
from services.console.dead.groups import fates, groups
from services.console.dead.letters import DeadLetter
from services.console.dead.plan import with_messages
from services.console.dead.sending import Replayed
from services.console.dead.trial import Trial
from services.console.dead.where import Filter
from services.console.messages import document
from services.console.stored import opened
from services.console.terminal import escaped, print_json, print_rows, remark, screen
from services.line import STAGES, dead_letters
from services.store import Store

HEAD = 600
"""Characters of an article's text that are shown."""
BYTES = 64
"""Bytes that are shown of what is no text."""


@contextmanager
def ledger(settings: Settings) -> Iterator[Store | None]:
    """The store, which knows what became of a delivery; None where there is no file of it here."""
    url = settings.store_url
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
        remark(f"no store at {url.removeprefix(SQLITE)}: which letters have healed is not known here")
        yield None
        return
    with opened(settings) as store:
        yield store


async def show_groups(bootstrap: str, wanted: Filter, settings: Settings, *, as_json: bool) -> None:
    """Dead letters by stage, cause and kind of error."""
    with ledger(settings) as store:
        found = await groups(bootstrap, wanted, store)
    if as_json:
        print_json(*(asdict(group) for group in found))
        return
    marks = ("count", "unhandled", "replaying", "died_again", "healed")
    rows = [
        (
            *(getattr(each, name) for name in ("stage", "cause", "signature", *marks)),
            each.first[:19],
            each.last[:19],
            ", ".join(each.versions),
        )
        for each in found
    ]
    columns = ("stage", "cause", "error", "count", "unhandled", "replaying", "died again", "healed")
    print_rows("", (*columns, "first", "last", "versions"), rows)


async def show_letters(bootstrap: str, wanted: Filter, settings: Settings, *, as_json: bool) -> None:
    """Each dead letter that is meant, with the message that died.

    Raises:
        PresslineError: the one letter that is meant is not there.
    """
    shown = 0
    with ledger(settings) as store:
        for stage in STAGES:
            if not wanted.may_be_of(stage.name):
                continue
            topic = dead_letters(stage.input_topic)
            async with followed(bootstrap, topic) as follower:
                book = follower.book
            ids = [dead.id for dead in book.letters.values() if wanted.takes(dead)]
            originals = {book.original(book.letters[each]) for each in ids}
            known = await asyncio.to_thread(fates, book, originals, store)
            async for dead, record in with_messages(bootstrap, topic, ids):
                original = book.original(dead)
                since = {
                    "original": original,
                    "attempts": len(book.of(original).sent),
                    "since": known[original],
                }
                _show_letter(dead, record, since, as_json=as_json)
                shown += 1
    if wanted.letter is not None and not shown:
        raise PresslineError(f"no dead letter {wanted.letter}")


def _show_letter(dead: DeadLetter, record: ConsumerRecord, since: dict[str, Any], *, as_json: bool) -> None:
    hidden = ("record", "claim", "attempts")
    fields = {name: value for name, value in vars(dead).items() if name not in hidden}
    message = {name: value for name, value in document(record).items() if name != "_kafka"}
    if as_json:
        print_json({**fields, **since, "message": message})
        return
    lines = [
        f"[bold]{escaped(dead.id)}[/bold]",
        *_lines(
            died=f"in {dead.stage} {dead.version} at {dead.time} of {dead.cause}",
            error=dead.error,
            stood=f"{dead.topic}:{dead.partition}:{dead.offset}, key {dead.key or '–'}, {dead.size} bytes",
            delivery=dead.delivery_id,
            since=f"{since['since'].replace('_', ' ')}, sent again {since['attempts']} ×"
            + (f", as {since['original']}" if since["original"] != dead.id else ""),
            **article_of(record.value),
        ),
    ]
    if dead.traceback:
        lines.append("  " + escaped(dead.traceback.rstrip()).replace("\n", "\n  "))
    screen().print("\n".join(lines), soft_wrap=True)


def _lines(**fields: object) -> list[str]:
    return [f"  {name}: {escaped(str(value))}" for name, value in fields.items() if value not in (None, "")]


def article_of(value: bytes | None) -> dict[str, str]:
    """The message as a person reads it: headline, url, source and the head of its text; else its bytes."""
    if value is None:
        return {"message": "none: the bytes could not be read, or the article was taken back"}
    try:
        fields = json.loads(value)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return {"bytes": repr(value[:HEAD].decode()) if _is_text(value[:HEAD]) else _dump(value)}
    inner = fields.get("article")
    article: dict[str, Any] = inner if isinstance(inner, dict) else fields
    shown = {name: str(article[name])[:HEAD] for name in ("headline", "url", "source") if article.get(name)}
    body = article.get("text") or article.get("content")
    text = body if isinstance(body, str) else json.dumps(article, ensure_ascii=False)
    return {**shown, "text": text[:HEAD] + ("…" if len(text) > HEAD else "")}


def _is_text(head: bytes) -> bool:
    try:
        return head.decode().replace("\n", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False


def _dump(value: bytes) -> str:
    """The first bytes in hexadecimal and as ASCII, sixteen a line."""
    rows = [value[at : at + 16] for at in range(0, min(len(value), BYTES), 16)]
    return "".join(
        f"\n    {16 * number:04x}  {row.hex(' '):<47}  {_ascii(row)}" for number, row in enumerate(rows)
    )


def _ascii(row: bytes) -> str:
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)


def show_replayed(done: Replayed, *, as_json: bool) -> None:
    """How many dead letters were sent again."""
    if as_json:
        fields = {name: value for name, value in asdict(done).items() if name != "sent"}
        print_json({"replayed": done.sent, "would_replay": done.sent, "dry_run": False, **fields})
        return
    screen().print(f"sent {done.sent} again")
    for count, why in (
        (done.sent_before, "were sent before (--again sends them once more)"),
        (done.recovered, "had been sent by a replay that was killed"),
        (done.taken, "were sent by another console"),
        (done.nothing_to_send, "hold nothing to send: their bytes were never read"),
    ):
        if count:
            screen().print(f"{count} {why}")


def show_trial(tried: Trial, *, as_json: bool) -> None:
    """What today's code makes of dead letters."""
    deaths = [
        {"stage": stage, "cause": cause, "signature": kind, "count": count}
        for (stage, cause, kind), count in tried.would_die.most_common()
    ]
    if as_json:
        print_json(
            {
                "replayed": 0,
                "would_replay": tried.would_replay,
                "dry_run": True,
                "would_pass": tried.would_pass,
                "would_drop": tried.would_drop,
                "would_die": sum(tried.would_die.values()),
                "deaths": deaths,
                "sent_before": tried.sent_before,
                "nothing_to_send": tried.nothing_to_send,
            }
        )
        return
    screen().print(
        f"would send {tried.would_replay} again: {tried.would_pass} would pass, {tried.would_drop} would be "
        f"dropped, {sum(tried.would_die.values())} would die again"
    )
    if deaths:
        print_rows("", ("stage", "cause", "error", "count"), [tuple(each.values()) for each in deaths])
    if tried.sent_before:
        screen().print(f"{tried.sent_before} were sent before (--again sends them once more)")
