"""A store with a small paper in it: the seeds, leads of several days, and articles that attack the page."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas import (
    Annotator,
    DateMention,
    Delivery,
    EnrichedArticle,
    Entity,
    KeyPhrase,
    Mention,
    Outcome,
    Place,
    Quote,
    RawArticle,
    Receipt,
    Removed,
)
from services.chassis.settings import Settings
from services.clean.core import clean
from services.enrich.core import enrich
from services.enrich.entry import open_model
from services.enrich.nlp_model import NlpModel
from services.index.core import prepare
from services.index.entry import write_batch
from services.ingest.core import admit
from services.store import Store, Watch
from tests.integration.processes import ROOT

ACCEPTED = datetime(2026, 3, 21, 8, 30, 5, tzinfo=UTC)
SCRIPT = "<script>alert('headline')</script>"
IMAGE = "<img src=x onerror=\"alert('source')\">"
SQL = "'; DROP TABLE articles; --"
ATTACK = f'{SCRIPT} & "quoted" {IMAGE}'
HOSTILE, FOREIGN, TAKEN_BACK = "hostile", "foreign", "taken-back"
LAUNCH, UNDATED = "launch", "undated"
COPIED = (
    "The lifeboat of Tarrow was launched at four in the morning after the harbour watch saw a light off"
    " the outer reef. The crew of seven found the trawler Marta on her side, took nine fishermen aboard and"
    " landed them at the old pier before sunrise. Doctors treated two men for cold and sent the others home."
    " The harbour master closed the eastern channel until divers had looked at the wreck, and the fishing"
    " fleet waited in the inner basin. Owners of the Marta promised to raise her within a month. It was the"
    " third launch of the winter, and the first since the new engine was fitted in October in Bergen."
)
STAGES = (("ingest", "accepted"), ("clean", "cleaned"), ("enrich", "enriched"))
LEADS = 50
"""Of the made-up leads that stories are judged by, so many."""


def read() -> list[EnrichedArticle]:
    """Seeds, leads and a scrape full of tags, as the stages before index pass them on."""
    reader = NlpModel(open_model(Settings().model))
    raws = []
    for line in (ROOT / "seeds" / "manifest.jsonl").read_text().splitlines():
        known = json.loads(line)
        content = (ROOT / "seeds" / known.pop("file")).read_text(encoding="utf-8")
        raws.append(RawArticle(content=content, **known))
    for line in (ROOT / "evals" / "gold" / "stories_leads.jsonl").read_text().splitlines()[:LEADS]:
        lead = json.loads(line)
        known = {name: lead[name] for name in ("source", "headline", "published_at")}
        raws.append(RawArticle(content=lead["text"], external_id=lead["id"], **known))
    # quoted: the markup of a page that comes as plain text would be read as such
    quoted = f"{SCRIPT} & “{IMAGE}”"
    tags = f"The council of Oslo met on Monday. {quoted} Mayor Ada Berg said, “{SCRIPT} is no answer.” {SQL}"
    raws.append(RawArticle(content=tags, headline=f"Oslo {ATTACK}", source=IMAGE, external_id="tags"))
    return [
        enrich(clean(admit(raw, Delivery("articles.raw", 0, n, _stamp(n), None, ACCEPTED))), reader)
        for n, raw in enumerate(raws)
    ]


def _stamp(number: int) -> int:
    return int(ACCEPTED.timestamp() * 1000) + number


def _made(number: int, article_id: str, headline: str | None, text: str, **more: object) -> EnrichedArticle:
    fields = {
        "article_id": article_id,
        "revision": f"r{number}",
        "delivery_id": f"articles.raw:1:{number}:{_stamp(number)}",
        "accepted_at": ACCEPTED + timedelta(seconds=number),
        "language": "en",
        "headline": headline,
        "text": text,
        "word_count": len(text.split()),
        **more,
    }
    return EnrichedArticle.model_validate(fields)


def hostile() -> EnrichedArticle:
    """An article whose every field attacks the page, with spans that overlap as no annotator's should."""
    text = f"{ATTACK} said “{SCRIPT} and Oslo {SQL}” on 1 May.\n\nThe next {IMAGE} paragraph. {{{{ 7*7 }}}}"
    end = text.index("”") + 1
    mentions = (
        Mention(text=text[0:8], start=0, end=8),
        Mention(text=text[5:200], start=5, end=200),
        Mention(text=text[end - 4 : end + 30], start=end - 4, end=end + 30),
    )
    return _made(
        1,
        HOSTILE,
        ATTACK,
        text,
        source=IMAGE,
        url="javascript:alert('url')",
        external_id=SCRIPT,
        canonical_url="data:text/html,<script>alert(1)</script>",
        bylines=(IMAGE, SCRIPT),
        agency=SCRIPT,
        language="en\"><script>alert('lang')</script>",
        tags=(SCRIPT,),
        published_at=ACCEPTED - timedelta(minutes=1),
        published_at_basis=SCRIPT,
        entities=(
            Entity(name=ATTACK, label="PERSON", mentions=mentions, country_code="<b"),
            Entity(name=SQL, label="<script>", mentions=(Mention(text=SQL, start=text.index(SQL), end=end),)),
        ),
        quotes=(Quote(text=text[text.index("“") : end], start=text.index("“"), end=end, speaker=ATTACK),),
        dates=(
            DateMention(text="1 May", start=text.index("1 May"), end=text.index("1 May") + 5, value=SCRIPT),
        ),
        places=(Place(name=IMAGE, score=1, country_code='"><', latitude=59.9, longitude=10.7),),
        keyphrases=(KeyPhrase(text=SCRIPT, score=1),),
        summary=(ATTACK,),
        removed=(Removed(text=IMAGE, reason=SCRIPT),),
        annotators=(Annotator(name=SCRIPT, version=IMAGE, model=SQL),),
    )


def foreign() -> EnrichedArticle:
    """An article that is read from right to left."""
    text = "اجتمع المجلس البلدي يوم الاثنين في المدينة.\n\nوقال العمدة إن الاجتماع كان مفيدا."
    return _made(
        2, FOREIGN, "اجتماع المجلس البلدي", text, source="الخبر", language="ar", url="https://ar.example/1"
    )


def launch() -> list[EnrichedArticle]:
    """One article that four sources run under three headlines, at four addresses."""
    run = [
        (LAUNCH, "Lifeboat saves nine off Tarrow", "Courier 2", 30),
        ("launch-2", "Nine fishermen brought ashore by Tarrow lifeboat", "Post", 29),
        ("launch-3", "Trawler Marta sinks, lifeboat saves nine fishermen", IMAGE, 28),
        ("launch-4", "Lifeboat saves nine off Tarrow", None, None),
    ]
    return [
        _made(
            10 + number,
            name,
            headline,
            COPIED,
            source=source,
            url=f"https://www.news-{number}.example.com/{name}",
            published_at=hours and ACCEPTED - timedelta(hours=hours),
        )
        for number, (name, headline, source, hours) in enumerate(run)
    ]


def undated() -> EnrichedArticle:
    """An article without a date, of a page that names its publisher; it was seen after all others."""
    return _made(
        20,
        UNDATED,
        "How to bake rye bread",
        "Stir the starter into warm flour, wait a night, and bake it for an hour in an iron pot.",
        publisher="The Baker's Guide",
        url="https://guide.example.org/rye",
    )


def fill(store: Store) -> None:
    """Index all of it, with the receipts of its journey."""
    revised = _made(3, HOSTILE, "A quieter headline", "Nothing happened in Oslo.", source="Courier 0")
    gone = _made(4, TAKEN_BACK, "Wrong from the start", "None of this was so.", source="Courier 1")
    _index(
        store,
        [
            *read(),
            revised.model_copy(update={"accepted_at": ACCEPTED}),
            hostile(),
            foreign(),
            gone,
            *launch(),
            undated(),
        ],
    )
    taken_back = gone.model_copy(
        update={"retracted": True, "text": "", "revision": "r5", "delivery_id": "articles.raw:1:5:5"}
    )
    _index(store, [taken_back.model_copy(update={"accepted_at": ACCEPTED + timedelta(minutes=5)})])
    store.watch(Watch(name="ferries", query="ferry", place="Bergen"))
    store.watch(Watch(name="attack", query=ATTACK, source=IMAGE))


def _index(store: Store, articles: Sequence[EnrichedArticle]) -> None:
    now = ACCEPTED + timedelta(seconds=600)
    settled = write_batch(store, [prepare(article) for article in articles], now)
    outcomes = [said.outcome for said in settled]
    store.record(
        receipt
        for article, outcome in zip(articles, outcomes, strict=True)
        for receipt in _receipts(article, outcome)
    )


def _receipts(article: EnrichedArticle, outcome: Outcome) -> Iterable[Receipt]:
    for seconds, (stage, said) in enumerate((*STAGES, ("index", outcome))):
        yield Receipt(
            delivery_id=article.delivery_id,
            article_id=article.article_id,
            revision=article.revision,
            stage=stage,
            outcome=Outcome(said),
            detail=SCRIPT if stage == "index" and article.article_id == HOSTILE else None,
            at=article.accepted_at + timedelta(seconds=seconds / 4),
        )


def folder_of(path: Path) -> str:
    """The address of a store there."""
    return f"sqlite:///{path / 'index.db'}"
