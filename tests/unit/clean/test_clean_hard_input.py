"""Any input gives an article or a refusal, in linear time, and nothing in it disappears unsaid."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import CleanArticle, IngestedArticle, NotAnArticle
from services.clean.core import clean

from .scrapes import SCRAPES

Ingested = Callable[..., IngestedArticle]
SENTENCE = "The minister said on Monday that the talks would go on until the end of the week. "
LINES = sorted({line.strip() for scrape in SCRAPES for line in scrape.text.split("\n") if line.strip()})


def clean_or_refuse(article: IngestedArticle) -> CleanArticle | None:
    try:
        return clean(article)
    except NotAnArticle as refusal:
        assert str(refusal)
        return None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["\n", "\n\n", "\n   "]))
def test_nothing_disappears_unsaid(ingested: Ingested, lines: list[str], between: str) -> None:
    content = between.join(lines)
    article = clean_or_refuse(ingested(content))
    if article is None:
        return

    kept = " ".join([article.text, *(piece.text for piece in article.removed)])
    assert Counter(kept.split()) == Counter(content.split())


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=400), st.sampled_from(["text/plain", "text/html"]))
def test_any_text_is_answered(ingested: Ingested, content: str, content_type: str) -> None:
    article = clean_or_refuse(ingested(content, content_type=content_type))
    if article is None:
        return

    assert article.word_count == len(article.text.split())
    assert all(" ".join(part.split()) == part != "" for part in article.text.split("\n\n"))
    CleanArticle.model_validate_json(article.model_dump_json())


TAGS = ["p", "div", "b", "script", "table", "td", "ul", "li", "time", "meta", "plaintext", "template", "svg"]
MARKUP = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<", ">", "<!--", "-->", "&amp;", "&#0;", "&#xD800;", "<![CDATA[", "\0", "<p a='", SENTENCE]
    ),
    st.sampled_from(["<time datetime='2024-13-45'>", "<meta name='date' content='x'>", "<html>", "</body>"]),
    st.text(max_size=20),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(MARKUP, max_size=40))
def test_any_markup_is_answered(ingested: Ingested, parts: list[str]) -> None:
    content = "<html>" + "".join(parts).encode("utf-8", "replace").decode()
    clean_or_refuse(ingested(content, content_type="text/html"))


MEGA = 1 << 20
QUARTER = 1 << 18


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE * (2 * MEGA // len(SENTENCE)),
        f"{SENTENCE}\n\n{'x' * MEGA}\n\n{SENTENCE}",
        f"{SENTENCE}\n" + "\n\n".join(f"Paragraph {n} says what he said." for n in range(100_000)),
        f"{SENTENCE}\n" + "Some Title Here\n" * 20_000,
        f"{SENTENCE}\n" + "\n" * MEGA,
        f"{SENTENCE} a" + "\u0301\u0327" * QUARTER + ".",
        f"{SENTENCE}\n" + ("It’s a “café”. ".encode().decode("windows-1252", "replace") * 40_000),
        "\0".join(SENTENCE * 1000),
        f"{SENTENCE}\n" + "NEW YORK " * 50_000 + "— x",
        f"{SENTENCE}\n" + "READ MORE: " * 50_000,
        f"{SENTENCE}\n" + "Photo: " * 100_000,
        f"{SENTENCE}\n" + "- " * MEGA,
        f"{SENTENCE}\n" + "(" * QUARTER,
        f"{SENTENCE}\n" + "\"“'" * QUARTER,
        f"{SENTENCE}\n" + "By Ann Lee, " * 50_000,
        f"{SENTENCE}\n" + "#tag " * 100_000,
        "(Reuters) - " * 50_000 + SENTENCE,
        "Home\n" * 100_000 + f"\n{SENTENCE}",
        "By Jane Roe\n" * 50_000 + f"\n{SENTENCE}",
        f"<html><body><p {'a ' * QUARTER}>{SENTENCE}",
        f"<html>{SENTENCE}" + "<" * QUARTER,
        f"<html>{SENTENCE}" + "<!--" * QUARTER,
        f"<html>{SENTENCE}" + "<script>" * QUARTER,
        f"<html>{SENTENCE}" + "<a href='" * QUARTER,
        f"<html><body><p>{SENTENCE}" + "&lt;" * QUARTER,
    ],
    ids=lambda content: content[-30:].strip()[:20] or "blank",
)
def test_large_input_takes_linear_time(content: str, ingested: Ingested) -> None:
    article = clean_or_refuse(ingested(content))

    assert article is None or SENTENCE.rsplit(maxsplit=1)[-1] in article.text
