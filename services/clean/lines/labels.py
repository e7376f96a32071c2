"""The buttons and headings of pages in other languages; each counts alone on its line, at an edge."""

import re

from schemas import RemovalReason
from services.languages import PRESS

REASONS = {label: RemovalReason(reason) for reason, labels in PRESS.labels.items() for label in labels}
TRIM = " \t.:!。…：＞>»|[]()（）【】●■▼0123456789"
LINKED = re.compile(
    r"(?:lesen sie auch|mehr zum thema|à lire aussi|lire aussi|lea también|te puede interesar|leia "
    r"também|leia mais|veja também|"
    r"leggi anche|читайте также|関連記事|lees ook|baca juga)\s*[:|：»>]\s*\S.{0,200}",
    re.IGNORECASE,
)


SUBSCRIBE = PRESS.subscribe_words
"""How sites ask for subscribers in other languages."""
MAX_LABEL_CHARS = 120
"""Characters of a line that does."""
UNMISTAKABLE = frozenset(
    {RemovalReason.SHARING, RemovalReason.RELATED, RemovalReason.COMMENTS, RemovalReason.COPYRIGHT}
)


def of_plain_label(line: str) -> RemovalReason | None:
    """What the line is by those labels that are no subjects: they hold in the middle of an article too."""
    if len(line) <= MAX_LABEL_CHARS and not SUBSCRIBE.isdisjoint(line.casefold().split()):
        return RemovalReason.NEWSLETTER
    reason = of_label(line)
    return reason if reason in UNMISTAKABLE else None


def of_label(line: str) -> RemovalReason | None:
    """What the line is by a list of labels in some fifteen languages; null where none has it."""
    start = line[:80].casefold()
    return REASONS.get(start.strip(TRIM)) or REASONS.get(start.split(".", 1)[0].strip(TRIM))
