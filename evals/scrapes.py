"""Plain-text scrapes with the page's boilerplate in them, from the gold that the project ships."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from evals import scoring
from evals.gold import PARTS, GoldScrape, body_of, boilerplate_of, content_of, paragraphs_of, read_gold
from evals.progress import told
from evals.results import OURS, Miss, Result, Tally, unlike
from evals.systems import AS_IT_IS, JUSTEXT, cleaned, justext_of
from schemas import CleanArticle


def evaluate(folder: Path) -> Result:
    """Score clean on every scrape, beside the scrape as it is and justext; the detail has every layout."""
    result = Result()
    for part in PARTS:
        path = folder / f"scrapes-{part}.jsonl"
        if path.exists():
            _part(part, told(read_gold(path, GoldScrape), f"scrapes {part}"), result)
    return result


def _part(part: str, scrapes: Iterable[GoldScrape], result: Result) -> None:
    whole, layouts = Tally(), defaultdict[str, Tally](Tally)
    for scrape in scrapes:
        content = content_of(scrape)
        found = cleaned(content)
        texts = {OURS: found.text if found else "", AS_IT_IS: content, JUSTEXT: justext_of(content)}
        for tally in (whole, layouts[scrape.layout]):
            for system, text in texts.items():
                _score_body(tally, scrape, text, system)
            _score_facts(tally, scrape, found)
            _score_removed(tally, scrape, content, found)
        result.misses += (Miss(part, scrape.id, what) for what in _misses(scrape, found))
    result.rows += whole.rows(part)
    result.detail[part] = {
        layout: {row.measure: row.scores[OURS] for row in tally.rows(part)}
        for layout, tally in sorted(layouts.items())
    }


def _score_body(tally: Tally, scrape: GoldScrape, text: str, system: str) -> None:
    pieces, paragraphs = body_of(scrape), paragraphs_of(scrape)
    body = "\n\n".join(paragraphs)
    counts = scoring.overlap(body, text)
    tally.mean("body words P", counts.precision, system)
    tally.mean("body words R", counts.recall, system)
    tally.mean("body words F1", counts.f1, system)
    tally.share("paragraphs not lost", len(pieces), len(scoring.lost_paragraphs(pieces, text)), system)
    score_pieces(tally, scrape, text, system)


def score_pieces(tally: Tally, scrape: GoldScrape, text: str, system: str = OURS) -> None:
    """What of the paragraphs is exact in the text found, and what of the boilerplate is gone."""
    paragraphs, boilerplate = paragraphs_of(scrape), [piece.text for piece in boilerplate_of(scrape)]
    broken = scoring.broken_paragraphs(paragraphs, text)
    tally.share("paragraphs exact", len(paragraphs), len(broken), system)
    kept = scoring.kept_boilerplate(boilerplate, "\n\n".join(paragraphs), text)
    tally.share("boilerplate gone", len(boilerplate), len(kept), system)


def score_names(tally: Tally, scrape: GoldScrape, found: CleanArticle | None) -> None:
    """Headline, people and agency."""
    tally.mean("headline", scoring.same_text(scrape.headline, found.headline if found else None))
    tally.mean("byline set", scoring.same_people(scrape.bylines, found.bylines if found else ()))
    tally.mean("agency", scoring.same_text(scrape.agency, found.agency if found else None))


def score_reasons(tally: Tally, scrape: GoldScrape, found: CleanArticle | None) -> None:
    """Whether what was taken out was taken out for the right reason."""
    removed = removed_of(found)
    for piece in boilerplate_of(scrape):
        if reason := scoring.reason_given(piece.text, removed):
            tally.mean("reason", reason == piece.kind)


def _score_facts(tally: Tally, scrape: GoldScrape, found: CleanArticle | None) -> None:
    score_names(tally, scrape, found)
    for name, wanted, got in _single_facts(scrape, found):
        tally.counts(name, scoring.one_value(wanted, got))


def _single_facts(
    scrape: GoldScrape, found: CleanArticle | None
) -> tuple[tuple[str, str | None, str | None], ...]:
    """What most scrapes don't say, by name, as gold has it, and as found."""
    dateline = found.dateline if found else None
    place = scoring.place_found(scrape.dateline_place, dateline.place if dateline else None)
    return (
        ("dateline place", scrape.dateline_place, place),
        ("published", _minute(scrape.published_at), _minute(found.published_at if found else None)),
        ("modified", _minute(scrape.modified_at), _minute(found.modified_at if found else None)),
    )


def _minute(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="minutes") if moment else None


def _score_removed(tally: Tally, scrape: GoldScrape, content: str, found: CleanArticle | None) -> None:
    score_reasons(tally, scrape, found)
    text, removed = found.text if found else "", [one for one, _ in removed_of(found)]
    tally.mean("words accounted for", scoring.accounted(content, text, removed))


def removed_of(found: CleanArticle | None) -> list[tuple[str, str]]:
    """What was taken out, with the reason."""
    return [(one.text, one.reason) for one in found.removed] if found else []


def _misses(scrape: GoldScrape, found: CleanArticle | None) -> Iterator[str]:
    if found is None:
        yield "dropped"
        return
    body = body_of(scrape)
    lost = scoring.lost_paragraphs(body, found.text)
    for paragraph in lost:
        yield f"lost: {paragraph!r}"
    for paragraph in scoring.broken_paragraphs(paragraphs_of(scrape), found.text):
        if paragraph not in lost:
            yield f"not exact: {paragraph!r}"
    yield from missed_pieces(scrape, "\n\n".join(body), found)
    yield from unlike(
        (
            ("headline", scrape.headline, found.headline),
            ("agency", scrape.agency, found.agency),
            *_single_facts(scrape, found),
        )
    )


def missed_pieces(scrape: GoldScrape, body: str, found: CleanArticle) -> Iterator[str]:
    """What was kept or taken out wrongly, and who was taken for the writers."""
    boilerplate = boilerplate_of(scrape)
    for kept in scoring.kept_boilerplate([piece.text for piece in boilerplate], body, found.text):
        yield f"kept: {kept!r}"
    for piece in boilerplate:
        if (reason := scoring.reason_given(piece.text, removed_of(found))) not in (None, piece.kind):
            yield f"reason: {reason}, not {piece.kind}: {piece.text!r}"
    if not scoring.same_people(scrape.bylines, found.bylines):
        yield f"bylines: {found.bylines}, not {scrape.bylines}"
