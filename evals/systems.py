"""The systems that are compared: pressline's clean, and the open tools that do some of the same."""

import gzip
import logging
from html import escape
from pathlib import Path
from typing import Literal

import justext
import trafilatura

from evals.arrival import IDENTITY
from schemas import CleanArticle, IngestedArticle, NotAnArticle
from services.clean.core import clean
from services.ingest.encodings import decode_page

AS_IT_IS = "as it is"
JUSTEXT = "justext"
FAST = "trafilatura fast"
DEFAULT = "trafilatura"

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def cleaned(
    content: str, content_type: Literal["text/plain", "text/html"] = "text/plain", url: str | None = None
) -> CleanArticle | None:
    """What clean makes of a scrape of which nothing but its address is known; null if dropped."""
    article = IngestedArticle(
        **IDENTITY,
        content=content,
        content_type=content_type,
        url=url,
    )
    try:
        return clean(article)
    except NotAnArticle:
        return None


def read_page(path: Path) -> str:
    """A page's HTML; compressed or not, decoded as `pressline push` does."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return decode_page(data)


def extracted(html: str, fast: bool) -> str:
    """The main text by trafilatura, with its defaults but without comments; empty where it finds none."""
    return trafilatura.extract(html, fast=fast, include_comments=False) or ""


def justext_of(content: str) -> str:
    """The paragraphs of a plain-text scrape that justext takes for text, each line being a paragraph."""
    page = "".join(f"<p>{escape(line)}</p>" for line in content.split("\n") if line.strip())
    paragraphs = justext.justext(page, justext.get_stoplist("English"))
    return "\n\n".join(one.text for one in paragraphs if not one.is_boilerplate)
