"""The harness itself: over the gold that the project ships, and over a little folder of pages made here."""

import gzip
import json
from pathlib import Path

import pytest

from evals.__main__ import EVALUATIONS, main
from evals.floors import read_floors, under_floor
from evals.results import Row, Tally
from evals.scoring import Counts

PARAGRAPHS = [
    "Engineers began to lower the water behind the Tarrow dam on Tuesday after a crack was found in it.",
    "Some 400 people in three villages downstream were told to be ready to leave within the hour, she said.",
    "The dam, built in 1962, was last inspected four years ago, and its keeper has asked for money since.",
]
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Crack found in Tarrow dam</title>
<script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "Crack found in Tarrow dam",
"datePublished": "2018-09-24T23:30:00-04:00",
"author": {{"@type": "Person", "name": "Ilse Brandt"}}}}</script>
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Crack found in Tarrow dam</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS * 3)}</article>
<footer>All rights reserved.</footer></body></html>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder as the real data have it, with one page that is an article and one that is a menu."""
    pages = {"dam.html.gz": PAGE, "menu.html.gz": "<html><body><a href='/'>Home</a></body></html>"}
    for folder in ("html-extraction", "html-metadata"):
        (tmp_path / folder / "html").mkdir(parents=True)
        for name, page in pages.items():
            (tmp_path / folder / "html" / name).write_bytes(gzip.compress(page.encode()))
    gold = [
        {"html": "dam.html.gz", "with": ["behind the Tarrow dam"], "without": ["Sport"]},
        {"html": "menu.html.gz", "with": ["an article"], "without": ["Home"]},
    ]
    (tmp_path / "html-extraction" / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in gold))
    facts = {
        "html": "dam.html.gz",
        "url": "https://example.com/dam",
        "title": "Crack found in Tarrow dam",
        "authors": ["Ilse Brandt"],
        "publishing_date": "2018-09-24 23:30:00-04:00",
        "paragraphs": PARAGRAPHS * 3,
    }
    (tmp_path / "html-metadata" / "gold.jsonl").write_text(json.dumps(facts))
    (tmp_path / "html-bodies").mkdir()
    (tmp_path / "html-bodies" / "html").symlink_to(tmp_path / "html-metadata" / "html")
    bodies = [
        {"html": "html/dam.html.gz", "url": "https://example.com/dam", "body": "\n\n".join(PARAGRAPHS * 3)},
        {"html": "html/menu.html.gz", "url": "https://example.com/", "body": "An article that nobody finds."},
    ]
    (tmp_path / "html-bodies" / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in bodies))
    (tmp_path / "datelines").mkdir()
    opening = {"id": "o1", "text": f"OSLO — {PARAGRAPHS[0]}", "kind": "modern", "place": "OSLO"}
    (tmp_path / "datelines" / "gold.jsonl").write_text(json.dumps(opening))
    return tmp_path


def test_shipped_gold_stands_above_its_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr()
    assert "html-extraction: skipped: no folder of data was named" in printed.out
    assert "scrapes dev: " in printed.err
    floors = read_floors()
    for one in EVALUATIONS:
        assert not one.shipped or floors[one.name].keys() == {"dev", "test"}, "every part has floors"


def test_a_folder_of_pages_is_scored_beside_trafilatura(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--only", "html-extraction", "--only", "html-metadata", "--json"]) == 0
    extraction, metadata = json.loads(capsys.readouterr().out)["evaluations"]
    rows = {row["measure"]: row for row in extraction["rows"] + metadata["rows"]}
    assert rows["passages P"]["scores"]["pressline"] == 1
    assert rows["passages R"]["scores"]["pressline"] == 0.5  # a page that is dropped has no text
    assert rows["passages R"]["of"] == 2
    assert rows["passages R"].keys() == {"part", "measure", "of", "scores", "floor"}
    for measure in ("date", "author set", "title", "body 4-gram F1"):
        assert rows[measure]["scores"]["pressline"] == 1
        assert "trafilatura" in rows[measure]["scores"]
    assert "trafilatura fast" in rows["body 4-gram F1"]["scores"]
    assert extraction["misses"] == []


def test_bodies_are_scored_by_the_mean_of_their_pages(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data), "--only", "html-bodies", "--json", "--misses"]) == 0
    (bodies,) = json.loads(capsys.readouterr().out)["evaluations"]
    scores = {row["measure"]: row["scores"] for row in bodies["rows"]}
    assert scores["body 4-gram P"]["pressline"] == 1  # the page without any text found has no precision
    assert scores["body 4-gram R"]["pressline"] == 0.5
    assert scores["body 4-gram F1"]["pressline"] == pytest.approx(2 / 3)
    assert scores["body 4-gram F1"].keys() == {"pressline", "trafilatura", "trafilatura fast"}
    assert [miss["id"] for miss in bodies["misses"]] == ["html/menu.html.gz"]


def test_real_openings_are_scored_as_the_shipped_ones_are(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--only", "datelines", "--json"]) == 0
    (datelines,) = json.loads(capsys.readouterr().out)["evaluations"]
    rows = {row["measure"]: row["scores"]["pressline"] for row in datelines["rows"]}
    assert rows == {
        **dict.fromkeys(("modern place P", "modern place R", "modern place F1", "modern date"), 1),
        **dict.fromkeys(("byline set", "agency"), 1),
    }


def test_the_table_shows_misses_when_asked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(data), "--only", "html-extraction", "--misses"]) == 0
    printed = capsys.readouterr().out
    assert "html-extraction menu.html.gz: lost: 'an article'" in printed
    assert "scrapes" not in printed


def test_what_is_absent_is_skipped_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none"), "--only", "html-metadata"]) == 0
    assert f"html-metadata: skipped: there is no {tmp_path}/none/html-metadata" in capsys.readouterr().out


def test_misses_of_the_test_part_are_shown_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = {"id": "o1", "text": f"OSLO — {PARAGRAPHS[0]}", "kind": "modern", "place": "BERGEN"}
    for part in ("dev", "test"):
        (tmp_path / f"openings-{part}.jsonl").write_text(json.dumps(gold))
    floors = tmp_path / "floors.toml"
    floors.write_text('[openings.dev]\n"modern place F1" = 0\n')
    arguments = ["--only", "openings", "--gold", str(tmp_path)]
    for flags, shown in (([], set()), (["--misses"], {"dev"}), (["--test-misses"], {"test"})):
        assert main([*arguments, *flags], floors) == 0
        printed = capsys.readouterr().out
        assert {part for part in ("dev", "test") if f"openings {part} o1: modern place" in printed} == shown


def test_under_a_floor_the_measure_is_named_and_the_exit_code_is_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = {"id": "o1", "text": f"OSLO — {PARAGRAPHS[0]}", "kind": "modern", "place": "BERGEN"}
    (tmp_path / "openings-dev.jsonl").write_text(json.dumps(gold))
    floors = tmp_path / "floors.toml"
    floors.write_text('[openings.dev]\n"modern place F1" = 0.9\n[openings.test]\n"agency" = 0.8\n')
    assert main(["--only", "openings", "--gold", str(tmp_path)], floors) == 1
    said = capsys.readouterr().err
    assert "openings dev: modern place F1: 0.0000, under its floor of 0.9000" in said
    assert "openings test: agency: not measured, under its floor of 0.8000" in said


@pytest.mark.parametrize("wrong", [["--only", "weather"], ["--fast"], ["a", "b"]])
def test_wrong_usage_exits_with_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        main(wrong)
    assert exited.value.code == 2


def test_a_floor_reached_exactly_holds() -> None:
    floors = {"x": {"": {"good": 0.3}}}
    assert under_floor(floors, "x", [Row("", "good", 10, {"pressline": 0.1 + 0.2})]) == []
    assert under_floor(floors, "x", [Row("", "good", 10, {"pressline": 0.29})])[0].value == 0.29


def test_every_floor_is_of_an_evaluation_of_shipped_gold() -> None:
    assert read_floors().keys() <= {one.name for one in EVALUATIONS if one.shipped}


def test_a_tally_gives_means_shares_and_the_shares_of_summed_counts() -> None:
    tally = Tally()
    for value in (1.0, 0.0):
        tally.mean("exact", value)
        tally.counts("place", Counts(1, 1, 0))
    tally.share("kept", 4, 1)
    tally.share("kept", 0, 0)
    tally.share("nothing", 0, 0)
    assert list(tally.rows("dev")) == [
        Row("dev", "exact", 2, {"pressline": 0.5}),
        Row("dev", "place P", 2, {"pressline": 0.5}),
        Row("dev", "place R", 2, {"pressline": 1.0}),
        Row("dev", "place F1", 2, {"pressline": 4 / 6}),
        Row("dev", "kept", 4, {"pressline": 0.75}),
    ]
