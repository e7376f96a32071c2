"""Articles found in what a person names on the command line: files, folders, JSON Lines, HTML, `-`."""

import codecs
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from schemas import RawArticle, Reason, TooLarge
from services.admission import MAX_CONTENT, refusal, require_size
from services.chassis.step import explain
from services.ingest.encodings import MARKS, decode_page

LINES = (".jsonl", ".ndjson")
DOCUMENT = ".json"
PAGES = (".html", ".htm")
TEXTS = (".txt", ".md")
MANIFEST = "manifest.jsonl"


@dataclass(frozen=True)
class InputArticle:
    """An article to push, or why it is refused; `label` is where it was found."""

    label: str
    article: RawArticle | None
    reason: Reason | None = None
    error: str | None = None


def find_articles(paths: Sequence[str], given: dict[str, Any]) -> Iterator[InputArticle]:
    """Every article under `paths`; `given` are fields for those that don't have their own.

    A folder's `manifest.jsonl`, or any JSON Lines, may name a `file` beside it instead of `content`.
    """
    for path in paths:
        if path == "-":
            yield from _from_bytes("-", sys.stdin.buffer.read(), Path(), given)
        else:
            yield from _from_path(Path(path), given)


def _from_path(path: Path, given: dict[str, Any]) -> Iterator[InputArticle]:
    if not path.is_dir():
        yield from _from_file(path, given)
        return
    files = [
        child
        for child in sorted(path.rglob("*"))
        if child.suffix.lower() in (DOCUMENT, *LINES, *PAGES, *TEXTS) and child.is_file()
    ]
    # what a line names comes with that line's fields, and not once more without them
    listed = {file for child in files if child.suffix.lower() in LINES for file in _files_named(child)}
    for child in sorted(files, key=lambda child: (child != path / MANIFEST, child)):
        if child.resolve() not in listed:
            yield from _from_file(child, given)


def _files_named(lines: Path) -> set[Path]:
    named = set()
    for line in lines.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines():
        try:
            named.add((lines.parent / json.loads(line)["file"]).resolve())
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # _from_line says what is wrong with it
    return named


def _from_file(path: Path, given: dict[str, Any]) -> Iterator[InputArticle]:
    try:
        data = path.read_bytes()
    except OSError as error:
        yield InputArticle(str(path), None, Reason.INVALID, f"can't be read: {error.strerror}")
        return
    yield from _from_bytes(str(path), data, path, given)


def _from_bytes(label: str, data: bytes, path: Path, given: dict[str, Any]) -> Iterator[InputArticle]:
    suffix = path.suffix.lower()
    looks_like_json = label == "-" and data.lstrip()[:1] in (b"{", b"[")
    if suffix == DOCUMENT or looks_like_json:
        whole = _whole_json(data)
        if whole is not None:
            for number, fields in enumerate(whole, start=1):
                yield _from_fields(
                    f"{label}:{number}" if len(whole) > 1 else label, fields, path.parent, given
                )
            return
        if suffix == DOCUMENT:
            yield InputArticle(label, None, Reason.INVALID, "not JSON: give one object or a list of them")
            return
    if suffix in LINES or looks_like_json:
        data = data.removeprefix(codecs.BOM_UTF8)
        for number, line in enumerate(data.splitlines(), start=1):
            if line.strip():
                yield _from_line(f"{label}:{number}", line, path.parent, given)
        return
    kind = "text/html" if suffix in PAGES else "text/plain"
    yield _from_content(label, data, {**given, "content_type": kind})


def _whole_json(data: bytes) -> list[object] | None:
    """One JSON document, an object or a list; None where it is neither, as JSON Lines are not."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, list) else [document]


def _from_line(label: str, line: bytes, folder: Path, given: dict[str, Any]) -> InputArticle:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputArticle(label, None, Reason.INVALID, f"not JSON: {error}")
    return _from_fields(label, fields, folder, given)


def _from_fields(label: str, value: object, folder: Path, given: dict[str, Any]) -> InputArticle:
    if not isinstance(value, dict):
        return InputArticle(
            label, None, Reason.INVALID, f"a JSON object is expected, not {type(value).__name__}"
        )
    fields = {**given, **value}
    name = fields.pop("file", None)
    if name is None:
        return _checked(label, fields)
    path = folder / str(name)
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # a name with a NUL or half a character is a ValueError
        why = error.strerror if isinstance(error, OSError) else error
        return InputArticle(label, None, Reason.INVALID, f"file: {path} can't be read: {why}")
    if path.suffix.lower() in PAGES:
        fields.setdefault("content_type", "text/html")
    return _from_content(str(path), data, fields)


def _from_content(label: str, data: bytes, fields: dict[str, Any]) -> InputArticle:
    try:
        require_size(len(data))
    except TooLarge as error:
        return InputArticle(label, None, error.reason, str(error))
    try:
        page = fields.get("content_type") == "text/html" or data.startswith(MARKS)
        content = decode_page(data) if page else data.decode()
    except UnicodeDecodeError as error:
        text = f"content: not UTF-8 at byte {error.start:,}: convert it first (iconv -f … -t utf-8)"
        return InputArticle(label, None, Reason.INVALID, text)
    return _checked(label, {**fields, "content": content})


def _checked(label: str, fields: dict[str, Any]) -> InputArticle:
    """What ingest would say, said before anything is sent."""
    try:
        article = RawArticle.model_validate(fields)
    except ValidationError as error:
        return InputArticle(label, None, Reason.INVALID, explain(error))
    try:
        article.model_dump_json(exclude_unset=True)
    except (PydanticSerializationError, UnicodeEncodeError):
        return InputArticle(label, None, Reason.INVALID, "a lone surrogate, half a character, can't be sent")
    problem = refusal(article, datetime.now(UTC))
    if problem is None:
        return InputArticle(label, article)
    large = len(article.content.encode()) > MAX_CONTENT
    return InputArticle(label, None, Reason.TOO_LARGE if large else Reason.INVALID, problem)
