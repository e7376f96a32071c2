"""Templates filled in: every value that comes from outside is text there, whatever it looks like."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from urllib.parse import quote, urlencode, urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from schemas import Place
from services.gateway.page import wording
from services.gateway.page.marking import Mark, mark_up
from services.gateway.page.search_links import Search
from services.gateway.page.static_files import FOLDER, STATIC_FILES
from services.store import Hit
from services.store.wording import also

SECTIONS = (
    ("front", "/", "Stories"),
    ("search", "/search", "Search"),
    ("quotes", "/quotes", "Who said what"),
    ("watches", "/watches", "Watches"),
    ("line", "/line", "The line"),
)
HEADERS = {"Cache-Control": "no-cache"}
"""Those that keep scripts from elsewhere out are on every answer of the gateway."""


class PageRenderer(HTMLResponse):
    """A page made of a template."""

    def __init__(self, template: str, section: str | None, status: int = 200, **values: object) -> None:
        """Fill in a template of `templates/`; `section` is one of `SECTIONS`, None for none of them."""
        html = _TEMPLATES.get_template(template).render(section=section, today=datetime.now(UTC), **values)
        # half a character, which UTF-8 can't hold, becomes a question mark
        super().__init__(html.encode(errors="replace"), status, HEADERS)


def is_web_address(url: str) -> bool:
    """Whether it may be a link: not what a browser would run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def coordinates(place: Place) -> str:
    """35.7° N, 139.7° E."""
    north, east = place.latitude or 0.0, place.longitude or 0.0
    return f"{abs(north):.1f}° {'N' if north >= 0 else 'S'}, {abs(east):.1f}° {'E' if east >= 0 else 'W'}"


def snippet(hit: Hit) -> Markup:
    """The snippet of a hit with what matched marked."""
    return mark_up(hit.snippet, (Mark(match.start, match.end, 1, "mark") for match in hit.matches))


def number(value: float | None) -> str:
    """1,234 or 0.5; a dash for what is not known."""
    return "–" if value is None else f"{value:,.1f}".removesuffix(".0")


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def path_to(folder: str, name: str) -> str:
    """The address of an article or a story."""
    return f"/{folder}/{quote(name, safe='', errors='replace')}"


def _narrowing(name: str) -> Callable[[str], str]:
    return lambda value: Search(filters=((name, value),)).href


def _environment() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(FOLDER.parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals |= {
        "sections": SECTIONS,
        "asset": lambda name: f"/static/{name}?v={STATIC_FILES[name].version}",
    }
    templates.filters |= {
        "article_href": partial(path_to, "articles"),
        "story_href": partial(path_to, "stories"),
        "speaker_href": lambda name: f"/quotes?{urlencode({'speaker': name}, errors='replace')}",
        "person_href": _narrowing("person"),
        "source_href": _narrowing("source"),
        "phrase_href": lambda phrase: Search(query=f'"{phrase}"').href,
        "is_web_address": is_web_address,
        "articles": wording.articles,
        "counted": wording.counted,
        "listed": wording.listed,
        "day": wording.day,
        "day_of": wording.day_of,
        "short_day": wording.short_day,
        "is_bare_day": wording.is_bare_day,
        "iso": _iso,
        "iso_day": lambda moment: _iso(moment)[:10],
        "also": also,
        "moment": wording.moment_in_words,
        "short_moment": wording.short_moment,
        "clock": lambda moment: f"{wording.clock(moment)} UTC",
        "span": wording.span_in_words,
        "lapse": wording.lapse,
        "lapse_or_dash": lambda seconds: "–" if seconds is None else wording.lapse(seconds),
        "number": number,
        "coordinates": coordinates,
        "shortened": wording.shortened,
        "snippet": snippet,
    }
    return templates


_TEMPLATES = _environment()
