"""Who said what, in German: words between „…“, »…« or «…» beside a verb of saying.

The speaker is the person named beside the verb, behind the quotation (“sagte Petra Lindemann”) or before it
(“Tiedemann sprach von …”); “er” and “sie” are the person of the sentence before, whom an office fits.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Annotator, Entity, Quote
from services.enrich.german.names import is_title
from services.enrich.nlp_model import AnnotatedText
from services.languages import GERMAN

ANNOTATOR = Annotator(name="quotes", version="1", model="rules de")

_MARKED = re.compile(r"„[^„“”]{2,1500}[“”]|»[^»«]{2,1500}«|«[^»«]{2,1500}»|\"[^\"\n]{2,1500}\"")
_VERB = re.compile(rf"\b(?:{'|'.join(sorted(GERMAN.speech.regular_verbs, key=len, reverse=True))})\b")
_STOP = re.compile(r"[.!?]\s+(?=[„“»«\"]?[^\W\d_a-zäöü])|\n")
_BEHIND, _AHEAD = 160, 220
"""Characters behind and before a quotation in which its verb and its speaker are looked for."""
REACH = 2_000
"""Characters back that “er” and “sie” reach, in their paragraph."""
_PRONOUN = re.compile(rf"\b({'|'.join(sorted(GERMAN.text.pronouns))})\b", re.IGNORECASE)
_ROLE = re.compile(r"\b([Dd]ie|[Dd]er) ([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_-]+) \Z")
_NOBODY = re.compile(r"\b(?:Sprecher(?:in)?|Anwohner(?:in)?|Polizist(?:in)?|Beamte[rn]?)\b")
_FULL = (".", "!", "?", "…")


def find_quotes(reading: AnnotatedText, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """The quotations of a text, in order; `speaker` is the `name` of one of `entities`.

    What stands between marks and has no verb of saying beside it is a title or a word at a distance, and no
    quotation.
    """
    text = reading.text
    people = _People(text, entities)
    found: list[Quote] = []
    marks = list(_MARKED.finditer(text))
    for place, marked in enumerate(marks):
        start, end = marked.span()
        until = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        since = marks[place - 1].end() if place else 0
        behind = _clause_behind(text, end, until)
        ahead = _clause_ahead(text, start, since)
        for clause, first in ((behind, end), (ahead, start - len(ahead))):
            verb = _verb(clause, leads=first < start)
            if verb is None:
                continue
            speaker = _speaker(text, people, _Clause(clause, first, verb))
            found.append(Quote(text=text[start:end], start=start, end=end, speaker=speaker, cue=verb[0]))
            break
    return tuple(found)


def _clause_behind(text: str, end: int, until: int) -> str:
    """What goes on behind a quotation: a comma, a verb; nothing behind a full stop and a new sentence."""
    stretch = text[end : min(until, end + _BEHIND)]
    if text[end - 2 : end - 1] in _FULL and not re.match(r"\s?[,–-]|\s(?:sagte|so)\b", stretch):
        return ""
    return _STOP.split(stretch, maxsplit=1)[0] if stretch.startswith((",", " ", "–", "-")) else ""


def _clause_ahead(text: str, start: int, since: int) -> str:
    """What stands before a quotation in its sentence: “Tammen sagt: ”, “sprach von einem ”."""
    stretch = text[max(since, start - _AHEAD) : start]
    return _STOP.split(stretch)[-1]


def _verb(clause: str, leads: bool) -> re.Match[str] | None:
    verbs = list(_VERB.finditer(clause))
    if not verbs:
        return None
    if not leads:
        return verbs[0] if verbs[0].start() < 40 else None
    # before the quotation the verb leads to it: “nannte die Preise »ärgerlich«”, “sagte: „…“”
    return verbs[-1]


class _Clause(NamedTuple):
    """The words beside a quotation, where they begin, and the verb of saying in them."""

    text: str
    start: int
    verb: re.Match[str]


class _People:
    """Where the text names people, and which of them it calls by a woman's or a man's title."""

    def __init__(self, text: str, entities: Sequence[Entity]) -> None:
        people = [one for one in entities if one.label == "PERSON"]
        self._named = sorted((m.start, m.end, one.name) for one in people for m in one.mentions)
        titles = [(name, _WORD_BEFORE.search(text, max(0, at - 40), at)) for at, _, name in self._named]
        self._women: dict[str, bool] = {}
        for name, word in titles:
            if word and is_title(word[1]) and not word[1].endswith("de"):
                self._women.setdefault(name, word[1].endswith("in") or word[1] == "Frau")

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Those named in a stretch of the text, in order."""
        return self._named[bisect_left(self._named, (start,)) : bisect_left(self._named, (end,))]

    def may_be(self, name: str, woman: bool) -> bool:
        """Whether the text does not call somebody the other of woman and man."""
        return self._women.get(name, woman) == woman


def _speaker(text: str, people: _People, clause: _Clause) -> str | None:
    """Who is named beside the verb; else whom “er”, “sie” or “die Ärztin” stands for."""
    first, at = clause.start, clause.start + clause.verb.start()
    named = people.within(first, first + len(clause.text))
    if named:
        # the one nearest to the verb, behind it before in front of it
        return min(named, key=lambda one: (one[0] - at if one[0] >= at else 2 * (at - one[1]), one[0]))[2]
    woman = _stands_for(clause.text)
    if woman is None:
        return None
    paragraph = max(text.rfind("\n", max(0, first - REACH), first), first - REACH)
    fitting = [one for one in people.within(paragraph + 1, first) if people.may_be(one[2], woman)]
    near = bool(fitting) and fitting[-1][0] > first - _AHEAD
    sentence = max(text.rfind(". ", max(0, first - REACH), max(0, first - 1)), paragraph)
    if not near and _NOBODY.search(text, max(0, sentence - _AHEAD), first):
        return None
    return fitting[-1][2] if fitting else None


def _stands_for(clause: str) -> bool | None:
    """Whether a woman (true) or a man speaks, by a pronoun or a title with its article; null for nobody."""
    if pronoun := _PRONOUN.search(clause):
        return pronoun[1].lower() == "sie"
    role = next((found for found in _ROLE.finditer(clause) if is_title(found[2])), None)
    return role[1].lower() == "die" if role else None
