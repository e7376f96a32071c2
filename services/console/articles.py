"""What the store holds, in the terminal: an article, a search, stories, a trace."""

from contextlib import closing
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from schemas import RawArticle
from schemas.fields import Time
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.settings import Settings
from services.chassis.step import explain
from services.console.terminal import escaped, print_json, print_rows, screen
from services.ingest.identity import article_id
from services.store import Hit, StoredArticle, open_store


def show_article(settings: Settings, wanted: str, *, as_json: bool) -> None:
    """An article as the store holds it.

    Raises:
        PresslineError: there is none of that id.
    """
    with closing(open_store(settings.store_url)) as store:
        article = store.get(wanted)
    if article is None:
        raise PresslineError(f"no article {wanted}")
    if as_json:
        print_json(article)
    else:
        screen().print(portrait(article))


def portrait(article: StoredArticle) -> str:
    """An article for people: what was found in it, what was removed, and its text."""
    dateline = article.dateline
    lines = [
        f"[bold]{escaped(article.headline or 'no headline')}[/bold]",
        escaped(f"{article.source or 'unknown source'}, {article.published_at or 'no date'}"),
        escaped(f"id {article.article_id}  revision {article.revision}  story {article.story_id}"),
    ]
    facts = {
        "by": ", ".join(article.bylines),
        "agency": article.agency,
        "dateline": " ".join(filter(None, (dateline.place, dateline.date))) if dateline else None,
        "language": article.language,
        "tags": ", ".join(article.tags),
        "repeats": article.duplicate_of,
        "named": "; ".join(f"{e.name} ({e.label}, {len(e.mentions)})" for e in article.entities),
        "about": ", ".join(phrase.text for phrase in article.keyphrases),
        "removed": "; ".join(f"{' '.join(r.text.split())} ({r.reason})" for r in article.removed),
    }
    lines += [f"[bold]{name}[/bold] {escaped(str(value))}" for name, value in facts.items() if value]
    lines += [
        f"[bold]{escaped(q.speaker or 'somebody')}[/bold] {escaped(q.cue or '')} {escaped(q.text)}"
        for q in article.quotes
    ]
    return "\n".join([*lines, "", escaped(article.text)])


def show_search(
    settings: Settings, query: str, filters: dict[str, str | None], limit: int, *, as_json: bool
) -> None:
    """What a search finds."""
    since = _moment(filters["since"])
    with closing(open_store(settings.store_url)) as store:
        hits = store.search(
            query,
            person=filters["person"],
            place=filters["place"],
            source=filters["source"],
            since=since,
            limit=limit,
        )
    if as_json:
        print_json(*hits)
        return
    for hit in hits:
        where = f"{hit.source or 'unknown source'}, {hit.published_at or 'no date'}  {hit.article_id}"
        screen().print(f"[bold]{escaped(hit.title)}[/bold]\n{escaped(where)}\n  {marked(hit)}\n")
    if not hits:
        screen().print("nothing found")


def marked(hit: Hit) -> str:
    """The snippet, what matched in bold."""
    parts, end = [], 0
    for match in hit.matches:
        parts += [escaped(hit.snippet[end : match.start]), "[bold]"]
        parts += [escaped(hit.snippet[match.start : match.end]), "[/bold]"]
        end = match.end
    return "".join([*parts, escaped(hit.snippet[end:])])


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment: datetime = TypeAdapter(Time).validate_python(text)
    except ValidationError as error:
        message = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise Misconfigured(f"--since {text}: {message}") from None
    return moment


def show_stories(settings: Settings, story_id: str | None, limit: int, *, as_json: bool) -> None:
    """The stories, or one with its articles.

    Raises:
        PresslineError: there is no such story.
    """
    with closing(open_store(settings.store_url)) as store:
        found = store.stories(limit) if story_id is None else [store.story(story_id)]
    stories = [story for story in found if story is not None]
    if story_id is not None and not stories:
        raise PresslineError(f"no story {story_id}")
    if as_json:
        print_json(*stories)
        return
    if story_id is None:
        rows = [
            (s.story_id, s.title, s.article_count, ", ".join(s.sources), s.first_at, s.last_at)
            for s in stories
        ]
        print_rows("", ("story", "title", "articles", "sources", "first", "last"), rows)
        return
    for story in stories:
        members = [(m.article_id, m.title, m.source, m.published_at, m.duplicate_of) for m in story.articles]
        print_rows(
            f"{escaped(story.title)} ({story.article_count} articles)",
            ("article", "title", "source", "published", "repeats"),
            members,
        )


def show_trace(settings: Settings, wanted: str, *, as_json: bool) -> None:
    """Every receipt of an article, by its id or URL, or of one delivery.

    Raises:
        PresslineError: the ledger has none.
    """
    key = wanted
    if wanted.lower().startswith(("http://", "https://")):
        try:
            key = article_id(RawArticle(content="", url=wanted))
        except ValidationError as error:
            raise Misconfigured(explain(error)) from None
        except ValueError as error:
            raise Misconfigured(f"{wanted}: not a URL: {error}") from None
    with closing(open_store(settings.store_url)) as store:
        receipts = store.trace(key)
    if not receipts:
        raise PresslineError(f"no receipt of {wanted}" + (f" (article {key})" if key != wanted else ""))
    if as_json:
        print_json(*receipts)
        return
    rows = [(r.at, r.stage, r.outcome, r.reason, r.detail, r.revision, r.delivery_id) for r in receipts]
    print_rows("", ("at", "stage", "outcome", "reason", "detail", "revision", "delivery"), rows)
