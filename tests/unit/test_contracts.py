"""The exported contracts say what the code says, and a change that breaks somebody is caught."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.contracts import EXPORTED, ContractKind, Incompatible, check, export

Json = dict[str, Any]
Edit = Callable[[Json], object]


def test_the_exported_files_say_what_the_code_says() -> None:
    assert list(map(str, check())) == []


def test_export_writes_the_same_bytes_every_time(tmp_path: Path) -> None:
    paths = export(tmp_path)
    assert sorted(path.name for path in paths) == sorted(path.name for path in EXPORTED.iterdir())
    for path in paths:
        assert path.read_bytes() == (EXPORTED / path.name).read_bytes()
        assert path.read_text().endswith("}\n")


ENRICHED, RAW = "enriched_article.v1.schema.json", "raw_article.v1.schema.json"
RECEIPT = "receipt.v1.schema.json"


def edited(folder: Path, name: str, edit: Edit) -> list[tuple[ContractKind, str]]:
    """Change one exported file, as if the code had been so when it was exported, and check."""
    shutil.copytree(EXPORTED, folder, dirs_exist_ok=True)
    contract = json.loads((folder / name).read_text())
    edit(contract)
    (folder / name).write_text(json.dumps(contract))
    problems = check(folder)
    assert {problem.file.name for problem in problems} <= {name}
    return [(problem.kind, problem.text) for problem in problems]


def had_field(contract: Json) -> None:
    contract["properties"]["mood"] = {"type": "string"}
    contract["required"].append("mood")


def outcomes(contract: Json) -> list[str]:
    values: list[str] = contract["$defs"]["Outcome"]["enum"]
    return values


INCOMPATIBLE: dict[str, tuple[str, Edit, str]] = {
    "a field removed": (ENRICHED, had_field, "mood: removed"),
    "a field of producers removed": (
        RAW,
        lambda old: old["properties"].update(mood={"type": "string"}),
        "mood: removed",
    ),
    "a field deep inside removed": (
        ENRICHED,
        lambda old: old["$defs"]["Mention"]["properties"].update(sure={"type": "number"}),
        "entities[].mentions[].sure: removed",
    ),
    "a field retyped": (
        ENRICHED,
        lambda old: old["properties"]["word_count"].update(type="string"),
        "word_count: type was string, is integer",
    ),
    "null where there was none": (
        ENRICHED,
        lambda old: old["properties"].update(headline={"type": "string"}),
        "headline: type may now be null",
    ),
    "null no longer read": (
        RAW,
        lambda old: old["properties"].update(tags={"anyOf": [old["properties"]["tags"], {"type": "null"}]}),
        "tags: type is no longer null",
    ),
    "a field newly required of producers": (
        RAW,
        lambda old: old.pop("anyOf"),
        'the message: anyOf was null, is [{"required": ["content"]}, {"properties"'
        ': {"retracted": {"const": true}}, "required": ["retracted"]}]',
    ),
    "a value of producers removed": (
        RAW,
        lambda old: old["properties"]["content_type"]["enum"].append("text/markdown"),
        'content_type: value is no longer "text/markdown"',
    ),
    "a value of ours removed": (
        RECEIPT,
        lambda old: outcomes(old).append("shelved"),
        'outcome: value is no longer "shelved"',
    ),
    "another value in a closed set of ours": (
        RECEIPT,
        lambda old: outcomes(old).remove("unchanged"),
        'outcome: value may now be "unchanged"',
    ),
    "a tighter bound for producers": (
        RAW,
        lambda old: old["properties"]["bylines"].update(maxItems=200),
        "bylines: maxItems was 200, is 100",
    ),
    "a promise of ours taken back": (
        ENRICHED,
        lambda old: old["$defs"]["KeyPhrase"]["properties"]["score"].update(maximum=0.5),
        "keyphrases[].score: maximum was 0.5, is 1",
    ),
    "another default for producers": (
        RAW,
        lambda old: old["properties"]["content_type"].update(default="text/html"),
        'content_type: default was "text/html", is "text/plain"',
    ),
    "a format of ours dropped": (
        ENRICHED,
        lambda old: old["properties"]["article_id"].update(format="uuid"),
        'article_id: format was "uuid", is null',
    ),
    "a topic removed": (
        "asyncapi.json",
        lambda old: old["channels"].update({"articles.gone": old["channels"]["articles.clean"]}),
        "articles.gone: CleanArticle removed",
    ),
    "a header removed": (
        "asyncapi.json",
        lambda old: old["components"]["messages"]["DeadLetter"]["headers"]["properties"].update(
            {"pressline-host": {"type": "string"}}
        ),
        "DeadLetter: headers.pressline-host: removed",
    ),
    "another event type": (
        "asyncapi.json",
        lambda old: old["components"]["messages"]["Receipt"]["headers"]["properties"]["ce_type"].update(
            const="receipt"
        ),
        'Receipt: headers.ce_type: value was "receipt", is "pressline.article.receipt.v1"',
    ),
}

COMPATIBLE: dict[str, tuple[str, Edit]] = {
    "a new field": (
        ENRICHED,
        lambda old: (old["properties"].pop("summary"), old["required"].remove("summary")),
    ),
    "a new field of producers": (RAW, lambda old: old["properties"].pop("language")),
    "another value for producers": (
        RAW,
        lambda old: old["properties"]["content_type"]["enum"].remove("text/html"),
    ),
    "a looser bound for producers": (RAW, lambda old: old["properties"]["bylines"].update(maxItems=10)),
    "a field of producers may be null": (RAW, lambda old: old["properties"]["url"]["anyOf"].pop()),
    "other words": (ENRICHED, lambda old: old.update(description="An article.")),
    "a new topic": ("asyncapi.json", lambda old: old["channels"].pop("articles.indexed")),
}


@pytest.mark.parametrize(("name", "edit", "text"), INCOMPATIBLE.values(), ids=INCOMPATIBLE)
def test_an_incompatible_change_is_found_and_named(tmp_path: Path, name: str, edit: Edit, text: str) -> None:
    assert edited(tmp_path, name, edit) == [(ContractKind.INCOMPATIBLE, text)]


@pytest.mark.parametrize(("name", "edit"), COMPATIBLE.values(), ids=COMPATIBLE)
def test_a_compatible_change_only_wants_an_export(tmp_path: Path, name: str, edit: Edit) -> None:
    ((kind, text),) = edited(tmp_path, name, edit)
    assert (kind, "pressline schemas export" in text) == (ContractKind.NOT_EXPORTED, True)
    export(tmp_path)
    assert check(tmp_path) == []


def test_an_incompatible_change_is_not_exported_by_the_way(tmp_path: Path) -> None:
    edited(tmp_path, ENRICHED, had_field)
    before = (tmp_path / ENRICHED).read_bytes()
    with pytest.raises(Incompatible, match="mood: removed"):
        export(tmp_path)
    assert (tmp_path / ENRICHED).read_bytes() == before
    export(tmp_path, breaking=True)
    assert check(tmp_path) == []


def test_a_message_removed_is_incompatible(tmp_path: Path) -> None:
    shutil.copytree(EXPORTED, tmp_path, dirs_exist_ok=True)
    (tmp_path / "gone_article.v1.schema.json").write_text("{}")
    assert [problem.kind for problem in check(tmp_path)] == [ContractKind.INCOMPATIBLE]


def test_a_folder_never_exported_to_only_wants_an_export(tmp_path: Path) -> None:
    assert {problem.kind for problem in check(tmp_path / "new")} == {ContractKind.NOT_EXPORTED}


@pytest.mark.parametrize("content", ["<<<<<<< HEAD", "[]", "null", '{"$ref": "#/$defs/Nowhere"}'])
@pytest.mark.parametrize("name", [RAW, "asyncapi.json"])
def test_a_file_broken_by_hand_is_a_problem_and_no_traceback(tmp_path: Path, name: str, content: str) -> None:
    shutil.copytree(EXPORTED, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_text(content)
    assert [problem.kind for problem in check(tmp_path)] == [ContractKind.INCOMPATIBLE]
