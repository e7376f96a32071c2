"""Clean, the pure core: an ingested article in, the article's body and what stood around it out."""

from typing import Any

from schemas import CleanArticle, Identified, IngestedArticle, NotAnArticle, RemovalReason, Removed
from services.clean import page, paragraphs
from services.clean.agencies import agency_named
from services.clean.characters import is_binary, one_line, tidy
from services.clean.facts import Facts
from services.clean.furniture import Piece, mark_furniture
from services.clean.language import language_of
from services.clean.opening import read_opening
from services.clean.phrases import tags_of
from services.clean.prose import ends_sentence, is_prose


def clean(article: IngestedArticle) -> CleanArticle:
    """Find the article in the scrape: the body, and what was removed from around it and why.

    What the producer says (headline, bylines, date, tags) goes before what is found. A retracted
    article passes at once, without text.

    Raises:
        NotAnArticle: the content is empty, binary, or has no sentence in it (a menu).
    """
    carried: dict[str, Any] = {name: getattr(article, name) for name in Identified.model_fields}
    if article.retracted:
        return CleanArticle(**carried, text="")
    lines, facts = _read(article)
    _require_sentence(lines, short=True)
    pieces = mark_furniture(lines, shapes=facts is None)
    facts = facts or Facts()
    headline = one_line(article.headline or "") or one_line(facts.headline or "") or None
    opening = read_opening(pieces, headline)
    body = [piece.text for piece in pieces if piece.reason is None]
    _require_sentence(body, short=opening.dateline is not None)
    text = "\n\n".join(body)
    bylines = _first(article.bylines, facts.bylines, opening.bylines)
    signed = next(filter(None, map(agency_named, bylines)), None)
    return CleanArticle(
        **carried,
        headline=headline or opening.headline,
        bylines=bylines,
        dateline=opening.dateline,
        agency=opening.agency or signed,
        published_at=article.published_at or facts.published_at,
        published_at_basis="producer" if article.published_at else facts.basis,
        language=language_of(text) or article.language,
        tags=_first(article.tags, _tags(pieces), facts.tags),
        text=text,
        removed=tuple(
            Removed(text=piece.text, reason=piece.reason.value) for piece in pieces if piece.reason
        ),
        word_count=len(text.split()),
    )


def _read(article: IngestedArticle) -> tuple[list[str], Facts | None]:
    """The paragraphs of the content, and what its markup says; null where it is no page."""
    content = article.content
    if not content or content.isspace():
        raise NotAnArticle(f"the content is empty ({len(content)} characters, none of them visible)")
    if is_binary(content):
        raise NotAnArticle(f"the content is binary: {content[:20]!r}")
    called_html = article.content_type == "text/html" and page.has_tags(content)
    if called_html or page.is_html(content):
        found = page.read_page(content, latest=article.fetched_at or article.accepted_at)
        lines = (" ".join(line.split()) for line in tidy(found.text).split("\n"))
        return [line for line in lines if line], found.facts
    return paragraphs.split(tidy(content)), None


def _require_sentence(lines: list[str], short: bool) -> None:
    """Refuse what has no sentence; a `short` one, as behind a dateline, is any line with a full stop."""
    if not any(is_prose(line) or (short and ends_sentence(line)) for line in lines):
        sample = " / ".join(line[:60] for line in lines[:10])[:60]
        raise NotAnArticle(f"there is no sentence in it, only {sample!r}")


def _first(*choices: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The first choice that says anything, each of its items tidied."""
    tidied = (tuple(filter(None, map(one_line, choice))) for choice in choices)
    return next(filter(None, tidied), ())


def _tags(pieces: list[Piece]) -> list[str]:
    return [tag for piece in pieces if piece.reason is RemovalReason.TAGS for tag in tags_of(piece.text)]
