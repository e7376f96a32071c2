"""What a line is by the words of the article's own language: the patterns of its language pack."""

import re
from functools import cache

from schemas import RemovalReason
from services.languages import ENGLISH, GERMAN, Language

LONGEST = 500
"""Characters: a longer line is a paragraph, whatever it says."""
LOOKED_AT = 2000
"""Characters of a scrape whose words tell its language."""
WORD = re.compile(r"[^\W\d_]+")
PACKS = {pack.code: pack for pack in (ENGLISH, GERMAN)}


def pack_of(told: str | None, lines: list[str]) -> Language:
    """The pack by whose words a scrape is read: of the language that is told, or else of most small words.

    It is English for every language that has none of its own.
    """
    if told:
        return PACKS.get(told.partition("-")[0].casefold(), ENGLISH)
    said = WORD.findall("\n".join(lines)[:LOOKED_AT].casefold())
    return max(PACKS.values(), key=lambda pack: sum(word in pack.text.stop_words for word in said))


def of_pack(line: str, language: Language) -> RemovalReason | None:
    """What the line is by the patterns of its language; null for anything that may be text."""
    if len(line) > LONGEST:
        return None
    return next((reason for reason, says_so in _rules(language.code) if says_so.fullmatch(line)), None)


@cache
def _rules(code: str) -> tuple[tuple[RemovalReason, re.Pattern[str]], ...]:
    pack = PACKS[code]
    return tuple(
        (RemovalReason(reason), re.compile("|".join(patterns), re.IGNORECASE))
        for reason, patterns in pack.page.boilerplate.items()
    )
