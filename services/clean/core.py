"""Clean, the pure core: an ingested article in, the article's body and what stood around it out."""

from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any

from schemas import CleanArticle, Dateline, Identified, IngestedArticle, NotAnArticle, RemovalReason, Removed
from services.clean.characters import is_binary, one_line, tidy
from services.clean.day_order import order_of_country
from services.clean.fragments import markup_of
from services.clean.html import page
from services.clean.language import language_of
from services.clean.lines import paragraphs
from services.clean.lines.boilerplate import mark_boilerplate
from services.clean.lines.phrases import tags_of
from services.clean.lines.pieces import Piece, head_of
from services.clean.lines.prose import ends_sentence, is_prose
from services.clean.lines.spoken import pack_of
from services.clean.markup.facts import Facts
from services.clean.markup.markup import letters_of
from services.clean.markup.page_dates import Basis
from services.clean.opening.agencies import agency_named
from services.clean.opening.byline_words import BY_IS_SHORT, BY_SHORT
from services.clean.opening.dateline_days import dateline_day
from services.clean.opening.datelines import read_dateline, split_dateline
from services.clean.opening.no_headlines import is_no_headline
from services.clean.opening.opening import read_opening
from services.clean.opening.site_titles import host_names, is_site, without_shown_site, without_site
from services.clean.opening.timestamps import Timestamps, timestamps_of
from services.fingerprints import fingerprints_of

TEXT = "text"
"""The basis of a date that the scrape's own text states, with a label: “Published: July 15, 2018”."""
OPENING = 100
"""Lines at the top among which a byline is looked for."""
FIRST_LINES = 12
"""Lines among which the dateline of a text without a sentence is looked for."""


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
    if not _has_sentence(lines, short=True) and not any(map(_is_filed, lines[:FIRST_LINES])):
        raise _no_sentence(lines)
    told = article.language or (facts.language if facts else None)
    pieces = mark_boilerplate(lines, shapes=facts is None, language=pack_of(told, lines))
    facts = facts or Facts()
    names = _site_names(article, facts)
    _mark_site(pieces, names)
    headline = _given_headline(article, facts, names)
    opening = read_opening(pieces, headline, _says_by_shortly(pieces, facts.language or article.language))
    body = [piece.text for piece in pieces if piece.reason is None]
    filed = opening.dateline is not None and bool(opening.dateline.date or opening.agency)
    if not body or not (filed or _has_sentence(body, short=opening.dateline is not None)):
        raise _no_sentence(body)
    text = "\n\n".join(body)
    headline = headline or _found_headline(opening.headline, pieces, names)
    papers = {letters_of(name) for name in (facts.publisher, article.source) if name}
    in_text = [name for name in opening.bylines if letters_of(name) not in papers]
    found = (in_text, facts.bylines) if _is_publisher(facts) else (facts.bylines, in_text)
    signed = _first(article.bylines, *found)
    agency = opening.agency or next(filter(None, map(agency_named, signed)), None)
    language = language_of(text) or article.language or facts.language
    order = facts.day_order or order_of_country(None if language == "en" else language, article.url)
    stamps = timestamps_of((piece.text for piece in pieces if piece.reason), _latest(article), order)
    dates = _dates(article, facts, stamps)
    return CleanArticle(
        **carried,
        headline=headline,
        bylines=signed,
        dateline=_dated(opening.dateline, dates["published_at"]),
        agency=agency,
        **dates,
        publisher=facts.publisher,
        canonical_url=facts.canonical_url,
        language=language,
        tags=_first(article.tags, _tags(pieces), facts.tags),
        text=text,
        removed=tuple(
            Removed(text=piece.text, reason=piece.reason.value) for piece in pieces if piece.reason
        ),
        word_count=len(text.split()),
        fingerprints=fingerprints_of(headline, text),
    )


def _read(article: IngestedArticle) -> tuple[list[str], Facts | None]:
    """The paragraphs of the content, and what its markup says; null where it is no page."""
    content = article.content
    if not content or content.isspace():
        raise NotAnArticle(f"the content is empty ({len(content)} characters, none of them visible)")
    if is_binary(content):
        raise NotAnArticle(f"the content is binary: {content[:20]!r}")
    content = content.replace("\0", "")
    called_html = article.content_type == "text/html"
    if called_html and "&lt;" in content and not page.has_tags(content):
        content = unescape(content)  # feeds escape the whole article
    if (called_html and page.has_tags(content)) or page.is_html(content):
        return _read_page(article, content)
    if fragment := markup_of(content):
        lines, facts = _read_page(article, fragment)
        if facts.published_at_basis == Basis.HTMLDATE:  # of a text without a head, any date in it
            facts = replace(facts, published_at=None, published_at_basis=None)
        return lines, facts
    return paragraphs.split(tidy(content)), None


def _read_page(article: IngestedArticle, html: str) -> tuple[list[str], Facts]:
    found = page.read_page(html, latest=_latest(article), url=article.url)
    lines = (" ".join(line.split()) for line in tidy(found.text).split("\n"))
    return [line for line in lines if line], found.facts


def _site_names(article: IngestedArticle, facts: Facts) -> list[str]:
    """What the article's site is known by: its source, the page's publisher and what the address tells."""
    named = filter(None, (article.source, facts.publisher))
    return [*named, *host_names(article.url), *host_names(facts.canonical_url)]


def _mark_site(pieces: list[Piece], names: list[str]) -> None:
    """Mark the name of the site above the body, where a headline is looked for."""
    for piece in pieces[: min(head_of(pieces), FIRST_LINES)]:
        if piece.reason is None and is_site(piece.text, names):
            piece.reason = RemovalReason.NAVIGATION


def _given_headline(article: IngestedArticle, facts: Facts, names: list[str]) -> str | None:
    """The headline that the producer or the page gives, if it is one, without the site's name."""
    given = filter(None, (one_line(article.headline or ""), one_line(facts.headline or "")))
    sound = (title for title in given if not is_site(title, names) and not is_no_headline(title))
    return next((without_site(title, names) for title in sound), None)


def _found_headline(title: str | None, pieces: list[Piece], names: list[str]) -> str | None:
    """The headline found in the text, without the site's name, if that is known or the text shows it."""
    if not title:
        return None
    bare = without_site(title, names)
    others = [piece.text for piece in pieces if piece.reason not in (None, RemovalReason.HEADLINE)]
    return without_shown_site(bare, others) if bare == title else bare


def _dates(article: IngestedArticle, facts: Facts, stamps: Timestamps) -> dict[str, Any]:
    """When it was published and changed, each with its basis; a change before publication is a mistake."""
    published = (
        (article.published_at, "producer"),
        (facts.published_at, facts.published_at_basis),
        (stamps.published_at, TEXT),
    )
    modified = ((facts.modified_at, facts.modified_at_basis), (stamps.modified_at, TEXT))
    at, basis = next((found for found in published if found[0]), (None, None))
    later = (found for found in modified if found[0] and not (at and found[0] < at))
    changed_at, changed_basis = next(later, (None, None))
    return {
        "published_at": at,
        "published_at_basis": basis,
        "modified_at": changed_at,
        "modified_at_basis": changed_basis,
    }


def _dated(dateline: Dateline | None, published: datetime | None) -> Dateline | None:
    """The dateline with its date in ISO, where the day of publication or it itself gives the year."""
    if dateline is None or dateline.date is None:
        return dateline
    day = dateline_day(dateline.date, published.date() if published else None)
    return dateline.model_copy(update={"date": day and day.isoformat()})


def _is_publisher(facts: Facts) -> bool:
    """Whether the page names nobody but its publisher as the author: then a byline in the text says more."""
    names = {name.casefold() for name in facts.bylines}
    return facts.publisher is not None and names == {facts.publisher.casefold()}


def _latest(article: IngestedArticle) -> datetime:
    """The moment, in UTC, beyond which a date in the scrape is in the future."""
    return article.fetched_at or article.accepted_at


def _says_by_shortly(pieces: list[Piece], language: str | None) -> bool:
    """Whether “De” in front of a name means “by”: by the language, as told or as found."""
    if not any(BY_SHORT.match(piece.text) for piece in pieces[:OPENING]):
        return False
    text = "\n".join(piece.text for piece in pieces[:OPENING] if piece.reason is None)
    return (language or language_of(text)) in BY_IS_SHORT


def _has_sentence(lines: list[str], short: bool) -> bool:
    """Whether there is running text; a `short` one, as behind a dateline, is any line with a full stop."""
    return any(is_prose(line) or (short and ends_sentence(line)) for line in lines)


def _is_filed(line: str) -> bool:
    """Whether it begins as wire copy does, be it only a company’s figures: “BOSTON, March 3 - Shr 34 cts”."""
    found = split_dateline(line) or read_dateline(line)
    return found is not None and bool(found.agency or (found.dateline and found.dateline.date))


def _no_sentence(lines: list[str]) -> NotAnArticle:
    sample = " / ".join(line[:60] for line in lines[:10])[:60]
    return NotAnArticle(f"there is no sentence in it, only {sample!r}")


def _first(*choices: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The first choice that says anything, each of its items tidied."""
    tidied = (tuple(filter(None, map(one_line, choice))) for choice in choices)
    return next(filter(None, tidied), ())


def _tags(pieces: list[Piece]) -> list[str]:
    return [tag for piece in pieces if piece.reason is RemovalReason.TAGS for tag in tags_of(piece.text)]
