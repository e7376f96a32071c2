"""`pressline watch`: standing searches. What they find is marked as it is indexed, and can be followed."""

from collections.abc import Mapping
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.settings import Settings
from services.chassis.step import explain
from services.console.messages import document, follow
from services.console.stored import opened
from services.console.terminal import QUIET, print_json, print_rows, print_text, published, remark, styled
from services.line import INDEXED
from services.store import Watch, filters_of
from services.store.sources import domain_of


def add_watch(
    settings: Settings, name: str, query: str, filters: Mapping[str, str | None], *, as_json: bool
) -> None:
    """Keep a watch.

    Raises:
        Misconfigured: it is none; the text names the field.
    """
    try:
        watch = Watch.model_validate({"name": name, "query": query, **filters})
    except ValidationError as error:
        raise Misconfigured(explain(error)) from None
    with opened(settings) as store:
        store.watch(watch)
    if as_json:
        print_json(watch)
    else:
        print_text(styled("watch ", (watch.name, "bold"), f" looks for {asked(watch)}"))


def show_watches(settings: Settings, *, as_json: bool) -> None:
    """All watches."""
    with opened(settings) as store:
        watches = store.watches()
    if as_json:
        print_json(*watches)
    elif watches:
        print_rows("", ("watch", "looks for"), [(watch.name, asked(watch)) for watch in watches])
    else:
        remark("no watches yet: pressline watch add NAME QUERY")


def remove_watch(settings: Settings, name: str, *, as_json: bool) -> None:
    """Let a watch go.

    Raises:
        PresslineError: there is none of that name.
    """
    with opened(settings) as store:
        if not store.unwatch(name):
            raise PresslineError(f"no watch {name}")
    if as_json:
        print_json({"removed": name})
    else:
        print_text(styled("removed ", (name, "bold")))


def asked(watch: Watch) -> str:
    """What a watch looks for, in words: its query, then its filters."""
    named = [f"{name} {value}" for name, value in filters_of(watch).items() if value]
    return ", ".join([watch.query, *named] if watch.query.strip() else named)


def require_watch(settings: Settings, name: str) -> None:
    """Say so where there is no watch of that name: following it would print nothing for ever.

    Raises:
        PresslineError: there is none.
    """
    with opened(settings) as store:
        if name not in [watch.name for watch in store.watches()]:
            raise PresslineError(f"no watch {name}")


async def follow_watch(
    bootstrap: str, name: str, limit: int | None, *, from_beginning: bool, as_json: bool
) -> None:
    """Print articles that carry the watch as they are indexed, until `limit` or Ctrl-C."""
    count = 0
    async with aclosing(follow(bootstrap, INDEXED, from_beginning=from_beginning)) as messages:
        async for record in messages:
            fields = document(record)
            marks = fields.get("watches")
            if not isinstance(marks, list) or name not in marks or _is_no_news(fields):
                continue
            if as_json:
                print_json(fields)
            else:
                _print_indexed(fields)
            count += 1
            if count == limit:
                break


def _is_no_news(fields: Mapping[str, Any]) -> bool:
    """Whether another article changed this one's story or original, and it was printed when it came."""
    by = fields.get("changed_by")
    return isinstance(by, Mapping) and by.get("article_id") != fields.get("article_id")


def _published(fields: Mapping[str, Any]) -> str:
    at, seen = (_read(str(fields.get(name) or "")) for name in ("published_at", "accepted_at"))
    return "undated" if at is None and seen is None else published(at, seen or datetime.now(UTC))


def _read(text: str) -> datetime | None:
    """A moment of a message that may be anybody's; None for what is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _print_indexed(fields: Mapping[str, Any]) -> None:
    source = fields.get("source") or domain_of(str(fields.get("url") or "")) or "unknown source"
    where = f"{source}, {_published(fields)}"
    print_text(styled((str(fields.get("headline") or "no headline"), "bold")))
    print_text(styled(where, (f"  {fields.get('article_id')}", QUIET)), indent=2)
    if fields.get("url"):
        print_text(styled((str(fields["url"]), QUIET)), indent=2)
