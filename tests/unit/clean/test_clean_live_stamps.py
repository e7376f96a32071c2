"""Stamps of live blogs, “Posted by” lines, and stamps with labels in the languages of the press."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.opening.timestamps import timestamps_of

FIRST = (
    "The council of Tarrow will close a third of its libraries from next month, its leader said on Tuesday."
)
SECOND = (
    "Readers said that they would fight the plan and called a meeting in the market hall for Friday evening."
)
LATEST = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "stamp",
    [
        "10.42am", "10:42pm", "10.42am GMT", "14:05 GMT", "15.30 CEST", "10:42 a.m. ET",
        "Posted at 15:30",
        "Posted 2 hours ago", "Updated at 15.30 BST", "2h ago", "5m ago", "3 min ago", "1 hour ago",
        "Just now",
        "Today, 10:42", "09:15 BST 04:15 EDT", "14.05 Uhr", "14h05", "vor 2 Stunden", "il y a 2 heures",
        "hace 5 minutos",
        "3 uur geleden",
    ],
)  # fmt: skip
def test_stamp_of_a_live_blog(stamp: str, ingested: Callable[..., IngestedArticle]) -> None:
    article = clean(ingested("\n\n".join(("Libraries: live updates", FIRST, stamp, SECOND))))

    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (stamp, "clock") in [(piece.text, piece.reason) for piece in article.removed]


@pytest.mark.parametrize("line", ["3:15 p.m.", "10:42 AM", "14:05", "1972", "10 March"])
def test_heading_of_a_chronology_stays(line: str, ingested: Callable[..., IngestedArticle]) -> None:
    assert line in clean(ingested("\n\n".join((FIRST, line, SECOND)))).text


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    ("line", "names", "moment"),
    [
        ("Posted by Jane Roe on March 3, 2026", ("Jane Roe",), "2026-03-03T00:00"),
        ("Posted by Jane Roe on March 3, 2026 at 10:15 am", ("Jane Roe",), "2026-03-03T10:15"),
        ("Posted by: Jane Roe | 3 March 2026", ("Jane Roe",), "2026-03-03T00:00"),
        ("Posted on March 3, 2026 by Jane Roe", ("Jane Roe",), "2026-03-03T00:00"),
        ("Posted by Jane Roe, March 3, 2026 10:15 am", ("Jane Roe",), "2026-03-03T10:15"),
        ("Published by Jane Roe on 3 March 2026", ("Jane Roe",), "2026-03-03T00:00"),
        ("Posted by admin on March 3, 2026", (), "2026-03-03T00:00"),
    ],
)
def test_posted_by(
    line: str, names: tuple[str, ...], moment: str, below: bool, ingested: Callable[..., IngestedArticle]
) -> None:
    lines = (FIRST, SECOND, line) if below else (line, FIRST, SECOND)
    article = clean(ingested("\n\n".join(("Libraries close", *lines)), fetched_at=LATEST))

    assert article.bylines == names
    assert article.text == f"{FIRST}\n\n{SECOND}"
    if not below or names:
        assert article.published_at == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "Veröffentlicht am 3. März 2026 um 10:30 Uhr", "Veröffentlicht: 03.03.2026, 10:30 Uhr",
        "Veröffentlicht am Dienstag, 3. März 2026, 10:30 Uhr", "Publié le 3 mars 2026 à 10h30",
        "Publié le mardi 3 mars 2026 à 10h30", "Mis en ligne le 3 mars 2026 à 10:30",
        "Publicado el 3 de marzo de 2026 a las 10:30", "Publicado em 3 de março de 2026 às 10h30",
        "Pubblicato il 3 marzo 2026 alle 10:30", "Pubblicato martedì 3 marzo 2026 alle 10:30",
        "Gepubliceerd op 3 maart 2026 om 10:30", "Publicerad 3 mars 2026, 10:30",
        "Publiceret 3. marts 2026, 10:30",
        "Opublikowano: 3 marca 2026, 10:30", "Von Götz Weiß | Veröffentlicht am 3. März 2026, 10:30",
    ],
)  # fmt: skip
def test_published_abroad(line: str) -> None:
    assert timestamps_of([line], LATEST).published_at == datetime(2026, 3, 3, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "Aktualisiert: 4. März 2026", "Zuletzt aktualisiert am 4. März 2026", "Stand: 4. März 2026",
        "Mis à jour le 4 mars 2026", "Dernière mise à jour le 4 mars 2026",
        "Actualizado el 4 de marzo de 2026",
        "Aggiornato il 4 marzo 2026", "Bijgewerkt op 4 maart 2026", "Uppdaterad 4 mars 2026",
    ],
)  # fmt: skip
def test_modified_abroad(line: str) -> None:
    assert timestamps_of([line], LATEST).modified_at == datetime(2026, 3, 4, tzinfo=UTC)
