"""Names in 1,000 sentences, half of them from news and half from Wikipedia (UNER English PUD).

DATA/entities/uner_en_pud.iob2 has a token a line (number, token, tag) below the `# text` of its sentence;
`# newdoc id` begins the next document, of up to five sentences, its first letter telling where it is from.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path

from evals.enriched import MODEL, MODEL_TRIMMED, enriched, model_names
from evals.names import trimmed
from evals.progress import told
from evals.results import OURS, Miss, Result, Row, Tally
from evals.spans import in_common

FILE = "uner_en_pud.iob2"
ORIGINS = {"n": "news", "w": "wiki"}
TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""The gold's types by OntoNotes label; the gold has no others."""
ALL = "all"

TypedSpan = tuple[int, int, str]
_Typed = tuple[int | str, ...]
"""Something and, last, its type."""


@dataclass
class Document:
    """Consecutive sentences with the names in them."""

    id: str
    text: str = ""
    names: list[TypedSpan] = field(default_factory=list)


def evaluate(folder: Path) -> Result:
    """Score the names found, exact in span and type, and the different names of each document and type.

    Beside the model alone, and the model with its names trimmed as the gold has them.
    """
    result, tallies = Result(), {part: Tally() for part in ORIGINS.values()}
    with (folder / FILE).open(encoding="utf-8") as lines:
        for document in told(documents(lines), "entities-pud"):
            part = ORIGINS[document.id[0]]
            gold = set(document.names)
            found = _systems(document.text)
            for system, spans in found.items():
                _score(tallies[part], document.text, gold, spans, system)
            result.misses += (
                Miss(part, document.id, f"{what}: {document.text[start:end]!r} {label}")
                for what, names in (("not found", gold - found[OURS]), ("no name", found[OURS] - gold))
                for start, end, label in sorted(names)
            )
    for part, tally in tallies.items():
        rows = list(tally.rows(part))
        result.rows += filter(_is_shown, rows)
        result.detail[part] = {row.measure: row.scores for row in rows}
    return result


def documents(lines: Iterator[str]) -> Iterator[Document]:
    """The documents of a file, their sentences joined by a blank."""
    document, at = Document(""), 0
    for line in map(str.rstrip, lines):
        if line.startswith("# newdoc id"):
            if document.text:
                yield document
            document = Document(_value(line))
        elif line.startswith("# text"):
            at = len(document.text) + bool(document.text)
            document.text = f"{document.text} {_value(line)}".strip()
        elif line and not line.startswith("#"):
            _, token, tag, *_ = line.split("\t")
            start = document.text.index(token, at)
            at = start + len(token)
            kind, _, label = tag.partition("-")
            if kind == "B":
                document.names.append((start, at, label))
            elif kind == "I":
                document.names[-1] = (document.names[-1][0], at, label)
    if document.text:
        yield document


def _value(line: str) -> str:
    return line.partition("=")[2].strip()


def _systems(text: str) -> dict[str, set[TypedSpan]]:
    alone = [(name.start, name.end, TYPES[name.label]) for name in model_names(text) if name.label in TYPES]
    return {
        OURS: {
            (mention.start, mention.end, TYPES[entity.label])
            for entity in enriched(text).entities
            if entity.label in TYPES
            for mention in entity.mentions
        },
        MODEL: set(alone),
        MODEL_TRIMMED: {(*trimmed(text, (start, end)), label) for start, end, label in alone},
    }


def _score(tally: Tally, text: str, gold: set[TypedSpan], found: set[TypedSpan], system: str) -> None:
    _score_types(tally, "exact", gold, found, system)
    wanted, got = ({(text[start:end], label) for start, end, label in names} for names in (gold, found))
    _score_types(tally, "surface", wanted, got, system)


def _score_types(tally: Tally, measure: str, gold: Set[_Typed], found: Set[_Typed], system: str) -> None:
    for label in dict.fromkeys(TYPES.values()):
        wanted, got = ({name for name in names if name[-1] == label} for names in (gold, found))
        tally.counts(f"{measure} {label}", in_common(wanted, got), system)
    tally.counts(f"{measure} {ALL}", in_common(gold, found), system)


def _is_shown(row: Row) -> bool:
    """Precision and recall of all types together only: those of each are in the detail."""
    return ALL in row.measure.split() or row.measure.endswith("F1")
