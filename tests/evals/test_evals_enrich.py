"""The evaluations of enrich with the real model, over little folders of gold that are made here."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from evals import (
    dates,
    entities_pud,
    entities_wikinews,
    keyphrases,
    places,
    quote_marks,
    quotes_polnear,
)
from evals.annotated_gold import GoldPlaces
from evals.results import OURS, Result

NEWS = (
    "Angela Merkel met farmers in Berlin on Monday.\n\n"
    "“We will not close the old port,” Merkel said. The plan is a “port” in name only."
)


def scores(result: Result, part: str, system: str = OURS) -> dict[str, float]:
    return {
        row.measure: row.scores[system] for row in result.rows if row.part == part and system in row.scores
    }


def write(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path.parent


def pack(path: Path, *lines: dict[str, Any]) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)
    return path.parent


def spans(text: str, *pieces: str) -> list[list[int]]:
    return [[text.index(piece), text.index(piece) + len(piece)] for piece in pieces]


def test_quotes_are_scored_and_what_nobody_says_is_left_alone(tmp_path: Path) -> None:
    quote = "“We will not close the old port,”"
    gold = {"id": "1", "part": "dev", "text": NEWS, "not_quotes": ["“port”"]}
    right = gold | {"quotes": [{"text": quote, "speaker": "Angela Merkel"}]}
    result = quote_marks.evaluate(write(tmp_path / "quotes.jsonl", right))
    assert scores(result, "dev") == {
        **dict.fromkeys(("quotes P", "quotes R", "quotes F1", "others left alone", "speaker"), 1)
    }
    marked = scores(result, "dev", "all in marks")
    assert (marked["quotes P"], marked["quotes R"], marked["others left alone"]) == (0.5, 1, 0)
    assert result.misses == []

    wrong = gold | {"quotes": [{"text": quote, "speaker": None}, {"text": "Monday.", "speaker": None}]}
    result = quote_marks.evaluate(write(tmp_path / "quotes.jsonl", wrong))
    assert scores(result, "dev")["quotes R"] == 0.5
    assert scores(result, "dev")["speaker"] == 0
    assert {miss.what.partition(":")[0] for miss in result.misses} == {"speaker", "not found"}


def test_a_quotation_found_is_asked_for_its_speaker(tmp_path: Path) -> None:
    said, source = spans(NEWS, "“We will not close the old port,”", "Merkel said")
    source[1] = source[0] + len("Merkel")
    quote = {
        "type": "direct",
        "content": [said],
        "source": [source],
        "source_kind": "name",
        "source_text": "Merkel",
    }
    unsaid = quote | {"content": spans(NEWS, "met farmers in Berlin")}
    short = quote | {"content": spans(NEWS, "in Berlin")}
    article = {"id": "1", "title": "Port to stay", "text": NEWS, "quotes": [quote, unsaid, short]}
    result = quotes_polnear.evaluate(pack(tmp_path / quotes_polnear.FILE, article))
    (part,) = {row.part for row in result.rows}
    assert scores(result, part) == {
        "quotes right": 1,
        "direct found": 0.5,
        "speaker canonical": 1,
        "speaker surface": 1,
    }
    assert [miss.what for miss in result.misses] == ["not found: 'met farmers in Berlin'"]


def test_a_speaker_of_the_right_name_may_be_another(tmp_path: Path) -> None:
    quote = {
        "type": "direct",
        "content": spans(NEWS, "We will not close the old port"),
        "source": spans(NEWS, "farmers"),
        "source_kind": "name",
        "source_text": "Chancellor Merkel",
    }
    article = {"id": "1", "title": "", "text": NEWS, "quotes": [quote]}
    result = quotes_polnear.evaluate(pack(tmp_path / quotes_polnear.FILE, article))
    (part,) = {row.part for row in result.rows}
    assert scores(result, part)["speaker canonical"] == 0
    assert scores(result, part)["speaker surface"] == 1


def test_the_articles_are_told_in_two_halves(tmp_path: Path) -> None:
    articles = [{"id": str(number), "title": "", "text": NEWS, "quotes": []} for number in range(8)]
    result = quotes_polnear.evaluate(pack(tmp_path / quotes_polnear.FILE, *articles))
    assert [row.part for row in result.rows] == ["even", "odd"]
    assert scores(result, "even") == {"quotes right": 0}


PUD = """# newdoc id = n01
# sent_id = n01-1
# text = Angela Merkel left Berlin.
1\tAngela\tB-PER\t-\t-
2\tMerkel\tI-PER\t-\t-
3\tleft\tO\t-\t-
4\tBerlin\tB-LOC\t-\t-
5\t.\tO\t-\t-

# sent_id = n01-2
# text = Berlin was cold.
1\tBerlin\tB-LOC\t-\t-
2\twas\tO\t-\t-
3\tcold\tO\t-\t-
4\t.\tO\t-\t-

# newdoc id = w02
# text = It rains.
1\tIt\tO\t-\t-
2\trains\tO\t-\t-
"""


def test_sentences_are_put_together_to_documents() -> None:
    first, second = entities_pud.documents(iter(PUD.splitlines(keepends=True)))
    assert (first.id, first.text) == ("n01", "Angela Merkel left Berlin. Berlin was cold.")
    assert [(first.text[start:end], label) for start, end, label in first.names] == [
        ("Angela Merkel", "PER"),
        ("Berlin", "LOC"),
        ("Berlin", "LOC"),
    ]
    assert first.names[2] == (27, 33, "LOC")
    assert (second.text, second.names) == ("It rains.", [])


def test_names_are_scored_in_place_and_by_what_they_say(tmp_path: Path) -> None:
    (tmp_path / entities_pud.FILE).write_text(PUD, encoding="utf-8")
    result = entities_pud.evaluate(tmp_path)
    assert {measure: value for measure, value in scores(result, "news").items() if "all" in measure} == {
        f"{measure} all {share}": 1 for measure in ("exact", "surface") for share in ("P", "R", "F1")
    }
    of = {row.measure: row.of for row in result.rows if row.part == "news"}
    assert (of["exact LOC F1"], of["surface LOC F1"]) == (2, 1)
    assert "exact PER P" in result.detail["news"]
    assert "model trimmed" in result.rows[0].scores


def test_names_are_scored_with_their_chains(tmp_path: Path) -> None:
    text = "Angela Merkel flew to Paris. “I like Paris,” Merkel said. The old chancellor smiled."
    mentions: list[dict[str, Any]] = [
        {"start": start, "end": end, "chain": chain, "etype": kind}
        for (start, end), chain, kind in zip(
            [*spans(text, "Angela Merkel", "Paris", "Merkel said", "The old chancellor", "flew to Paris")],
            ("1", "2", "1", "1", "3"),
            ("person", "place", "person", "person", "event"),
            strict=True,
        )
    ]
    mentions[2]["end"] -= len(" said")
    result = entities_wikinews.evaluate(
        pack(tmp_path / entities_wikinews.FILE, {"id": "1", "text": text, "mentions": mentions})
    )
    assert scores(result, "") == {
        **dict.fromkeys(
            ("found by surface", "found exactly", "chains B³ P", "chains B³ R", "chains B³ F1"), 1
        )
    }
    alone = scores(result, "", "model trimmed")
    assert alone["chains B³ P"] == 1
    assert alone["chains B³ R"] == pytest.approx(2 / 3)


def test_dates_are_scored_in_place_and_by_value(tmp_path: Path) -> None:
    text = "It opened on May 3, 2016, and closed in 2017."
    found = [("May 3, 2016", "2016-05-03"), ("2017", "2018"), ("closed", None)]
    gold = {
        "id": "1",
        "part": "test",
        "text": text,
        "published_at": None,
        "dateline_date": None,
        "dates": [{"text": said, "start": text.index(said), "value": value} for said, value in found],
    }
    result = dates.evaluate(write(tmp_path / "dates.jsonl", gold))
    assert scores(result, "test") == {
        "dates P": 1,
        "dates R": pytest.approx(2 / 3),
        "dates F1": pytest.approx(4 / 5),
        "value": 0.5,
    }
    assert [miss.what for miss in result.misses] == [
        "not found: 'closed'",
        "value: 2017, not 2018: '2017'",
    ]


def test_key_phrases_are_the_same_in_the_plural() -> None:
    assert keyphrases.singular("Ferry Companies’ subsidies") == "ferry company subsidy"
    assert keyphrases.singular("the nurse's glass") == "the nurse glass"
    assert keyphrases.singular("gas ties") == "gas tie"


def test_key_phrases_are_scored(tmp_path: Path) -> None:
    text = "The ferry strike goes on. A ferry strike costs islands dear. The ferry strike may end."
    gold = {"id": "1", "part": "dev", "text": text, "phrases": [["ferry strikes", "strike"], ["a storm"]]}
    result = keyphrases.evaluate(write(tmp_path / "keyphrases.jsonl", gold))
    found = scores(result, "dev")
    assert found["recall of 10"] == 0.5
    assert found["precision of 5"] in (0.2, 0.4)
    assert "not found: 'a storm'" in [miss.what for miss in result.misses]


PLACES = {
    "id": "1",
    "dateline_place": None,
    "headline": None,
    "text": "Paris votes on Sunday, and so does Lyon. France, says Ann York of New York, will watch Paris.",
    "about": "Paris",
    "entities": [
        {"name": "Paris", "label": "GPE", "country": "FR", "at": [48.86, 2.35]},
        {"name": "Lyon", "label": "GPE", "country": "FR", "at": [0.0, 0.0]},
        {"name": "France", "label": "GPE", "country": "FR", "at": None},
        {"name": "New York", "label": "GPE", "country": "DE"},
        {"name": "York", "label": "PERSON"},
    ],
}


def test_places_are_scored_with_the_golds_names_and_from_the_text(tmp_path: Path) -> None:
    result = places.evaluate(write(tmp_path / "places-dev.jsonl", PLACES))
    found = scores(result, "dev")
    assert {measure: found[measure] for measure in ("country", "point", "no point", "first place")} == {
        "country": 0.75,
        "point": 0.5,
        "no point": 1,
        "first place": 1,
    }
    assert {measure for measure in found if measure.endswith(" from text")} == {
        f"{measure} from text" for measure in ("country", "point", "no point", "first place")
    }
    assert any(miss.what.startswith("Lyon: at (45.7") for miss in result.misses)


def test_a_gold_name_has_its_mentions_but_not_those_within_a_longer_one() -> None:
    entities = places.gold_entities(GoldPlaces.model_validate(PLACES))
    assert [(entity.name, len(entity.mentions)) for entity in entities] == [
        ("Paris", 2),
        ("Lyon", 1),
        ("France", 1),
        ("York", 1),
        ("New York", 1),
    ]


def test_distances_are_in_kilometres() -> None:
    assert places.kilometres((52.52, 13.40), (48.86, 2.35)) == pytest.approx(878, rel=0.05)  # Berlin to Paris
    assert places.kilometres((0, 0), (1, 0)) == pytest.approx(111.2)
