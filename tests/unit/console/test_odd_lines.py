"""Odd lines and odd messages: each is refused or shown, and none takes its neighbours down."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.console.inputs import InputArticle, find_articles
from services.console.messages import document
from services.console.push import record_of
from services.console.terminal import print_json
from tests.unit.console.test_documents import record


def found_in(folder: Path, files: dict[str, bytes], name: str = "") -> list[InputArticle]:
    for file, data in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(data)
    return list(find_articles([str(folder / name)], {}))


BAD_LINES = {
    "half a character in the content": b'{"content": "\\ud800"}',
    "half a character as bytes": b'{"content": "\xed\xa0\x80"}',
    "half a character in the headline": b'{"content": "x", "headline": "\\ud800"}',
    "half a character in the url": b'{"content": "x", "url": "http://example.com/\\ud800"}',
    "a NUL in the file": b'{"file": "a\\u0000b"}',
    "half a character in the file": b'{"file": "a\\ud800b"}',
    "a url that can't be taken apart": b'{"content": "x", "url": "http://a:b\\\\@h"}',
}


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_line_that_can_not_be_sent_is_refused(tmp_path: Path, what: str) -> None:
    (found,) = found_in(tmp_path, {"a.jsonl": BAD_LINES[what]}, "a.jsonl")
    if found.article is not None:
        record_of(found.article)  # what push does with it: must not raise
        pytest.fail("not refused")


def test_a_deeply_nested_line_of_a_manifest_is_refused(tmp_path: Path) -> None:
    (found,) = found_in(tmp_path, {"manifest.jsonl": b'{"a":' * 99_999})
    assert found.article is None


TWICE: dict[str, dict[str, bytes]] = {
    "U+2028 in a manifest": {
        "manifest.jsonl": '{"file": "a.txt", "headline": "x\u2028y"}'.encode(),
        "a.txt": b"x",
    },
    "a BOM before a manifest": {"manifest.jsonl": b'\xef\xbb\xbf{"file": "a.txt"}', "a.txt": b"x"},
    "a manifest further down": {"s/manifest.jsonl": b'{"file": "a.txt"}', "s/a.txt": b"x"},
    "other JSON Lines in the folder": {"list.jsonl": b'{"file": "a.txt"}', "a.txt": b"x"},
}


@pytest.mark.parametrize("what", TWICE)
def test_a_file_that_a_line_names_is_found_once(tmp_path: Path, what: str) -> None:
    assert len(found_in(tmp_path, TWICE[what])) == 1


# -> console/test_documents.py
@pytest.mark.parametrize("stamp", [10**17, 2**63 - 1, -(2**63)])
def test_a_stamp_past_the_calendar_is_shown(stamp: int) -> None:
    assert document(record(b"{}", timestamp=stamp))["_kafka"]["offset"] == 40


@pytest.mark.parametrize("value", [b'{"a":' * 300 + b"1" + b"}" * 300, b'{"\\ud800": 1}', b'{"a": NaN}'])
def test_every_message_is_printed_as_json(capsys: pytest.CaptureFixture[str], value: bytes) -> None:
    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is no JSON")

    print_json(document(record(value)))
    json.loads(capsys.readouterr().out, parse_constant=no_constant)
