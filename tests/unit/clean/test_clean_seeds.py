"""The three real scrapes in seeds/: what issue 3 says each must give."""

import json
from collections.abc import Callable
from pathlib import Path

from schemas import CleanArticle, IngestedArticle
from services.clean.core import clean

SEEDS = Path(__file__).parents[3] / "seeds"


def clean_seed(number: int, ingested: Callable[..., IngestedArticle], dated: bool = True) -> CleanArticle:
    lines = (SEEDS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    seed = json.loads(lines[number])
    known = {"source": seed["source"], "published_at": seed["published_at"] if dated else None}
    return clean(ingested((SEEDS / seed["file"]).read_text(encoding="utf-8"), **known))


def removed(article: CleanArticle) -> list[tuple[str, str]]:
    return [(piece.text, piece.reason) for piece in article.removed]


def test_kyodo(ingested: Callable[..., IngestedArticle]) -> None:
    article = clean_seed(0, ingested)
    paragraphs = article.text.split("\n\n")

    assert article.headline is None
    assert article.bylines == ()
    assert article.dateline is None
    assert article.agency == "Kyodo"
    assert len(paragraphs) == 14
    assert paragraphs[0].startswith("Prime Minister Shinzo Abe left for a five-day visit")
    assert paragraphs[-1].endswith("according to U.N. data.")
    assert removed(article) == [("==Kyodo", "credit")]
    assert str(article.published_at) == "2018-09-23 00:00:00+00:00"
    assert article.published_at_basis == "producer"
    assert article.word_count == len(article.text.split())


def test_japan_today(ingested: Callable[..., IngestedArticle]) -> None:
    article = clean_seed(1, ingested)
    paragraphs = article.text.split("\n\n")

    assert article.headline == "Japan’s Abe, Trump to continue close coordination on N. Korea"
    assert article.bylines == ()
    assert article.dateline
    assert article.dateline.place == "NEW YORK"
    assert article.dateline.date is None
    assert article.agency is None
    assert len(paragraphs) == 13
    assert paragraphs[0].startswith("Japanese Prime Minister Shinzo Abe said Sunday he")
    assert removed(article) == [
        ("print PRINT", "sharing"),
        ("Japan’s Abe, Trump to continue close coordination on N. Korea", "headline"),
        ("NEW YORK —", "dateline"),
        ("• Ambassador", "navigation"),
        ("• Ukraine", "navigation"),
        ("• COVID-19", "navigation"),
        ("• Trending Japan", "navigation"),
    ]
    assert article.tags == ()


def test_sputnik(ingested: Callable[..., IngestedArticle]) -> None:
    article = clean_seed(2, ingested)
    paragraphs = article.text.split("\n\n")

    assert article.headline is None
    assert article.bylines == ("Kristian Rouz",)
    assert article.dateline is None
    assert article.agency is None
    assert article.tags == ("talks", "Donald Trump", "Shinzo Abe", "United States", "Japan")
    assert paragraphs[0].startswith("The Prime Minister of Japan and US President Donald Trump")
    assert paragraphs[1].startswith("Japanese Prime Minister Shinzo Abe says he")
    assert paragraphs[-1].endswith("rather than by disrupting international trade.")
    # a single line break stands between these two in the scrape
    ends = [paragraph for paragraph in paragraphs if paragraph.endswith("Motegi said.")]
    assert paragraphs[paragraphs.index(ends[0]) + 1].startswith("Meanwhile, Trump himself")
    assert len(paragraphs) == 18
    assert "Rouz" not in article.text
    assert "\xa0" not in article.text
    assert removed(article) == [
        ("23:45 GMT23 February 2020", "clock"),
        ("Listen Live", "navigation"),
        ("Get short URL", "sharing"),
        ("Kristian Rouz —", "byline"),
        (
            "READ MORE: Only 30% of Japanese Back Abe's Third Term Amid Rise in Cabinet Approval — Poll",
            "related",
        ),
        ("US Envoy to UN Nikki Haley to Iran After Ahvaz Killings: 'Look in the Mirror'", "related"),
        ("Trump Ready to Meet With Iran's Representatives at UN General Assembly - Pompeo", "related"),
        ("Most Nations Expected to Fall Short of UN Chronic Illness Death Reduction Goals", "related"),
        ("talks, Donald Trump, Shinzo Abe, United States, Japan", "tags"),
        ("Community standardsDiscussion", "comments"),
        ("Comment via SputnikComment via Facebook", "comments"),
    ]


def test_the_page_clock_is_never_the_date(ingested: Callable[..., IngestedArticle]) -> None:
    article = clean_seed(2, ingested, dated=False)

    assert article.published_at is None
    assert article.published_at_basis is None
