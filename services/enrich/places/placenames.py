"""One spelling for a place's name, so that “St. Louis”, “Saint Louis” and “SAINT-LOUIS” are one."""

import re
import unicodedata

MAX_PLACENAME_CHARS = 80
"""Characters of a place's name that are looked at."""

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "&": " and "}
)
_DROPPED = re.compile(r"[.'’‘ʻʼ`´ʿʾ]")
_SPACED = re.compile(r"[\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}


def fold(name: str) -> str:
    """A name without case, accents, dots, hyphens and a leading “the”; empty where nothing is left of it."""
    name = name[:MAX_PLACENAME_CHARS].casefold().translate(_LETTERS)
    if not name.isascii():
        letters = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in letters if not unicodedata.combining(char)).casefold()
    words = _SPACED.sub(" ", _DROPPED.sub("", name)).split()
    if len(words) > 1:
        words = words[1:] if words[0] == "the" else words
        words[0] = _SHORT.get(words[0], words[0]) if len(words) > 1 else words[0]
    return " ".join(words)
