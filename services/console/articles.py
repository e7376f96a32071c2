"""`pressline get` and `trace`: one article as the store holds it, and its journey."""

from pydantic import ValidationError
from rich.text import Text

from schemas import RawArticle
from services.chassis.errors import Misconfigured, PresslineError
from services.chassis.settings import Settings
from services.chassis.step import explain
from services.console.stored import opened
from services.console.terminal import QUIET, print_json, print_rows, print_text, published, screen, styled
from services.identity import article_id
from services.store import Store, StoredArticle

LABELS = {
    "PERSON": ("people", "bold cyan"),
    "GPE": ("places", "green"),
    "LOC": ("places", "green"),
    "FAC": ("places", "green"),
    "ORG": ("organisations", "magenta"),
}
"""How entities are marked in a text, by their label; all others alike."""
OTHERS = ("other names", "bright_blue")
QUOTES = ("quotes", "italic yellow")


def show_article(settings: Settings, wanted: str, revision: str | None, *, as_json: bool) -> None:
    """An article, by its id or URL, as it is now or as it was in one revision.

    Raises:
        PresslineError: there is none of that id, or it has no such revision.
    """
    key = key_of(wanted)
    with opened(settings) as store:
        article = store.get(key, revision)
        if article is None:
            raise PresslineError(_missing(store, wanted, key, revision))
    if as_json:
        print_json(article)
        return
    for line in portrait(article):
        print_text(line)
    if article.text:
        if screen().is_terminal:
            print_text(_legend())
        print_text(Text("\n").append_text(marked_text(article)))


def _missing(store: Store, wanted: str, key: str, revision: str | None) -> str:
    article = store.get(key) if revision is not None else None
    if article is None:
        return f"no article {wanted}" + (f" (id {key})" if key != wanted else "")
    return f"article {wanted} has no revision {revision}: there are {', '.join(article.revisions) or 'none'}"


def portrait(article: StoredArticle) -> list[Text]:
    """What is known of an article, for people; all but its text."""
    title = styled((article.headline or "no headline", "bold"))
    if article.retracted:
        title = styled(("taken back ", "bold red")).append_text(title)
    place = article.revisions.index(article.revision) + 1 if article.revision in article.revisions else 0
    which = f" ({place} of {len(article.revisions)})" if place and len(article.revisions) > 1 else ""
    facts = {
        "url": article.url,
        "also at": " ".join(each.url for each in article.addresses if each.url != article.url),
        "id": f"{article.article_id}  revision {article.revision}{which}",
        "story": article.story_id,
        "repeats": article.duplicate_of,
        "watches": ", ".join(article.watches),
        "by": ", ".join(article.bylines),
        "agency": article.agency,
        "dateline": article.printed_dateline,
        "language": article.language,
        "tags": ", ".join(article.tags),
        "about": ", ".join(phrase.text for phrase in article.keyphrases),
        "summary": " ".join(article.summary),
        "named": "; ".join(f"{e.name} ({e.label}, {len(e.mentions)})" for e in article.entities),
        "removed": "; ".join(f"{' '.join(r.text.split())} ({r.reason})" for r in article.removed),
    }
    return [
        title,
        styled(
            f"{article.source or 'unknown source'}, {published(article.published_at, article.accepted_at)}"
        ),
        *(styled((name, QUIET), f" {value}") for name, value in facts.items() if value),
        *(styled((q.speaker or "somebody", "bold"), f" {q.cue or ''} {q.text}") for q in article.quotes),
    ]


def marked_text(article: StoredArticle) -> Text:
    """The text, with its entities and quotes in the colours of the legend."""
    text = styled(article.text)
    for quote in article.quotes:
        text.stylize(QUOTES[1], quote.start, quote.end)
    for entity in article.entities:
        _, style = LABELS.get(entity.label, OTHERS)
        for mention in entity.mentions:
            text.stylize(style, mention.start, mention.end)
    return text


def _legend() -> Text:
    kinds = dict.fromkeys([*LABELS.values(), OTHERS, QUOTES])
    return styled("\n", *(part for name, style in kinds for part in ((name, style), "  ")))


def show_trace(settings: Settings, wanted: str, *, as_json: bool) -> None:
    """Every receipt of an article, by its id or URL, or of one delivery.

    Raises:
        PresslineError: the ledger has none.
    """
    key = key_of(wanted)
    with opened(settings) as store:
        receipts = store.trace(key)
    if not receipts:
        raise PresslineError(f"no receipt of {wanted}" + (f" (article {key})" if key != wanted else ""))
    if as_json:
        print_json(*receipts)
        return
    rows = [(r.at, r.stage, r.outcome, r.reason, r.detail, r.revision, r.delivery_id) for r in receipts]
    print_rows("", ("at", "stage", "outcome", "reason", "detail", "revision", "delivery"), rows)


def key_of(wanted: str) -> str:
    """The id that is meant: itself, or that of the article at a URL.

    Raises:
        Misconfigured: it begins as a URL and is none.
    """
    if not wanted.lower().startswith(("http://", "https://")):
        return wanted
    try:
        return article_id(RawArticle(content="", url=wanted))
    except ValidationError as error:
        raise Misconfigured(explain(error)) from None
    except ValueError as error:
        raise Misconfigured(f"{wanted}: not a URL: {error}") from None
