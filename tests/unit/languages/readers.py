"""Who reads which word file, told from the code. `python -m tests.unit.languages.readers` writes it down.

It stands in the header of each file and in the table of services/languages/README.md; a test holds both.
"""

import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_type_hints

from services.languages import Language
from services.languages.language import Press

ROOT = Path(__file__).parents[3]
PACKS = ROOT / "services" / "languages"
README = PACKS / "README.md"
GROUPS = {name: kind for name, kind in get_type_hints(Language).items() if name != "code"}
FILES = sorted(PACKS.glob("*/*.txt"))
EVALUATIONS = {
    "services/clean/lines": "scrapes",
    "services/clean/opening": "openings",
    "services/clean/markup": "html-metadata",
    "services/clean": "scrapes",
    "services/enrich/dates": "dates",
    "services/enrich/entities": "entities-wikinews, places",
    "services/enrich/german": "german",
    "services/enrich/gist": "keyphrases",
    "services/enrich/places": "places",
    "services/enrich/quotes": "quote-marks",
    "services/fingerprints": "near-duplicates",
    "services/index": "stories",
}
"""What measures the rules of a folder: `python -m evals --only …`; German ones are in `german` as well."""
CALLED = {"en": "ENGLISH|pack|language", "de": "GERMAN|pack|language"}
"""By what names a pack goes in the code."""
READ_BY = "# Read by: "
WIDTH = 110


def groups_of(name: str) -> Iterator[str]:
    """The groups of a pack that have a table of this name."""
    return (group for group, kind in GROUPS.items() if name in get_type_hints(kind))


@cache
def readers_of(folder: str, name: str) -> tuple[str, ...]:
    """The modules that read a table, by their paths in the project."""
    if folder == "press":
        forms = [rf"\bPRESS\.{name}\b"] if name in get_type_hints(Press) else []
    else:
        forms = [
            rf"\b(?:{CALLED[folder]})\.{group}\.(?:{'|'.join(_ways(group, name))})\b"
            for group in groups_of(name)
        ]
    return tuple(path for path, text in _code() if any(re.search(form, text) for form in forms))


def _ways(group: str, name: str) -> list[str]:
    """The table's own name and those of the properties that are made of it."""
    properties = inspect.getmembers(GROUPS[group], lambda member: isinstance(member, property))
    made = [other for other, member in properties if f"self.{name}" in inspect.getsource(member.fget)]
    return [name, *made]


@cache
def _code() -> list[tuple[str, str]]:
    files = sorted((ROOT / "services").rglob("*.py"))
    return [
        (str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for file in files
        if PACKS not in file.parents
    ]


def header(file: Path) -> str:
    """The header that a file is to have: its own first lines, and who reads it."""
    told = file.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines()
    until = next((place for place, line in enumerate(told) if line.startswith(READ_BY.strip())), len(told))
    readers = ", ".join(path.removeprefix("services/") for path in readers_of(file.parent.name, file.stem))
    lines = textwrap.wrap(f"{READ_BY}{readers}", WIDTH, subsequent_indent="# ", break_on_hyphens=False)
    return "\n".join([*told[:until], *lines])


def measured_by(file: Path) -> str:
    """The evaluations that notice when a table changes."""
    if file.parent.name == "de":
        return "german"
    found: dict[str, None] = {}
    for reader in readers_of(file.parent.name, file.stem):
        folder = next(folder for folder in EVALUATIONS if reader.startswith(folder + "/"))
        found[EVALUATIONS[folder]] = None
    return ", ".join(found)


def table() -> str:
    """The table of the README."""
    rows = ["| file | read by | measured by |", "| --- | --- | --- |"]
    for file in FILES:
        readers = readers_of(file.parent.name, file.stem)
        short = ", ".join(path.removeprefix("services/") for path in readers)
        rows.append(f"| `{file.parent.name}/{file.name}` | {short} | {measured_by(file)} |")
    return "\n".join(rows)


def main() -> None:
    """Write the headers and the table anew."""
    for file in FILES:
        _, _, body = file.read_text(encoding="utf-8").partition("\n\n")
        file.write_text(f"{header(file)}\n\n{body}", encoding="utf-8")
    told, _, _ = README.read_text(encoding="utf-8").partition("| file |")
    README.write_text(f"{told}{table()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
