"""Whatever a page's markup says, and however much of it: facts or none, in time, and no exception."""

import json
from datetime import UTC, datetime
from time import process_time
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.clean.html.tree import parse
from services.clean.markup.facts import Facts, read_facts
from services.clean.markup.json_ld import MOST_NODES, read_json_ld

LATEST = datetime(2024, 10, 1, tzinfo=UTC)
MEGA = 1_000_000
SECONDS = 3.0

KEYS = st.sampled_from(
    [
        "@type",
        "@id",
        "@graph",
        "@value",
        "mainEntity",
        "mainEntityOfPage",
        "headline",
        "name",
        "author",
        "url",
    ]
) | st.sampled_from(
    [
        "publisher",
        "creator",
        "keywords",
        "datePublished",
        "dateModified",
        "inLanguage",
        "articleBody",
        "givenName",
    ]
)
TEXT = st.text(st.characters(exclude_categories=[]), max_size=30) | st.sampled_from(
    [
        "Article",
        "NewsArticle",
        "WebPage",
        "#a",
        "Ann Lee",
        "2024-01-01",
        "https://a.example/b",
        "<b>x",
        "&lt;",
        "\ud800",
        "en",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | TEXT, inner, max_size=6),
    max_leaves=25,
)
NAMES = st.sampled_from(
    [
        "og:title",
        "og:url",
        "og:site_name",
        "og:locale",
        "author",
        "dc.creator",
        "article:published_time",
        "date",
    ]
) | st.sampled_from(
    [
        "keywords",
        "twitter:label1",
        "twitter:data1",
        "twitter:site",
        "article:modified_time",
        "application-name",
    ]
)


def facts_of(page: str) -> Facts:
    tree = parse(page)
    return read_facts(tree, LATEST) if tree is not None else Facts()


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def require_sound(facts: Facts) -> None:
    """Each field is of its type and can go on the wire."""
    texts = [facts.headline, facts.publisher, facts.language, facts.canonical_url, facts.body]
    for text in (*texts, *facts.bylines, *facts.tags):
        assert text is None or text.encode()
    for moment, basis in (
        (facts.published_at, facts.published_at_basis),
        (facts.modified_at, facts.modified_at_basis),
    ):
        assert (moment is None) == (basis is None)
        assert moment is None or moment.tzinfo is UTC


@settings(deadline=None, max_examples=150)
@given(JSON, st.dictionaries(KEYS, JSON, max_size=8))
def test_any_json_ld(value: Any, fields: dict[str, Any]) -> None:
    article = {**fields, "@type": "NewsArticle"}
    require_sound(facts_of(f"<h1>x</h1>{script(json.dumps(value))}{script(json.dumps([article, value]))}"))


@settings(deadline=None, max_examples=100)
@given(JSON, st.integers(0, 500), st.text(max_size=5))
def test_broken_json_ld(value: Any, cut: int, noise: str) -> None:
    text = json.dumps({"@type": "Article", "author": value})
    require_sound(facts_of(f"<p>x{script(text[:cut] + noise + text[cut:])}{script(text[:cut])}"))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(NAMES, st.text(max_size=40)), max_size=8), st.text(max_size=40))
def test_any_meta(named: list[tuple[str, str]], title: str) -> None:
    tags = "".join(f"<meta property={quoteattr(name)} content={quoteattr(text)}>" for name, text in named)
    require_sound(
        facts_of(f"<title>{title}</title>{tags}<link rel=canonical href={quoteattr(title)}><h1>{title}</h1>")
    )


def test_no_more_nodes_than_bounded() -> None:
    tree = parse(script(json.dumps([[{"@type": "Article"}] * 100] * 100)) + "<p>x")
    assert tree is not None
    assert len(read_json_ld(tree)) <= MOST_NODES


@pytest.mark.parametrize(
    "page",
    [
        script("[" * MEGA),
        script('{"a":' * (MEGA // 5)),
        script('{"a":[' * 900 + "]}" * 900),
        script("{} " * (MEGA // 3)),
        script("{x " * (MEGA // 3)),
        script('{"a":' + '"\\"' * (MEGA // 20)),
        script('{"a":"' + "\\" * (MEGA // 6)),
        script('{"a":[' + ", " * (MEGA // 20)),
        script('{"a":[' + " " * (MEGA // 6)),
        script('{"a": ' + "9" * 100_000 + "}"),
        script("&quot;" * (MEGA // 60)),
        script("{}" + ";" * MEGA),
        script(
            json.dumps({"@type": "Article", "author": ["A B, " * 300] * 1000, "keywords": [","] * 100_000})
        ),
        script(json.dumps({"@type": "Article", "articleBody": "<p " * (MEGA // 3)})),
        script(json.dumps({"@type": "Article", "articleBody": "&lt;script&gt;" * (MEGA // 14)})),
        script(
            json.dumps(
                {"@graph": [{"@type": "Article", "author": {"@id": "a"}}, {"@id": "a", "name": {"@id": "a"}}]}
            )
        ),
        f'<meta property="og:title" content="{" | " * 600}"><h1>{" - " * 600}</h1>',
        f"<title>{' - ' * (MEGA // 3)}</title>",
        f'<meta name=author content="{"A B, and " * 220}">',
        '<meta property="article:tag" content="x">' * 10_000,
        "<div class=author>" * 10_000,
        "<a rel=author href=/author/x>Ann" * 5_000,
        "<article><time datetime=x>" * 2_000,
        "<h1>" * 5_000,
        "<p>a" * (MEGA // 4),
        "<h1>a</h1>" * (MEGA // 10),
        f"<p>{'12 June 2020, ' * (MEGA // 14)}",
    ],
    ids=lambda page: page[:60],
)
def test_large_markup_takes_linear_time(page: str) -> None:
    started = process_time()
    require_sound(facts_of(f"<html><body><p>x</p>{page}"))
    assert process_time() - started < SECONDS
