"""Those who may speak: the names outside quotation marks, for quoted words name nobody who speaks them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Entity
from services.enrich.nlp_model import Extent

_POSSESSIVE = re.compile(r"['’]")
_BETWEEN = r"(?:(?:the|an?|former|then|his|her|its|their)\s+|(?-i:[A-Z][\w.’'-]*\s+|[a-z]+\s+(?=[A-Z])))*$"
_AFTER_PREPOSITION = re.compile(
    r"\b(?:with|for|by|to|from|at|in|on|about|against|between|near|under|than|like|including|behind|over|via|into|unlike"
    r"|asked|told|after|before|joined|meeting|alongside|following|without|within|among|per)\s+" + _BETWEEN,
    re.IGNORECASE,
)
_AFTER_OF = re.compile(r"\bof\s+" + _BETWEEN, re.IGNORECASE)
_RIGHT_AFTER_OF = re.compile(r"\bof\s+(?:(?:the|an?|former|his|her|its|their)\s+)*$", re.IGNORECASE)
_JOINTS = frozenset({"and", "or", "&", ", and"})
_MODIFIES = re.compile(
    r" (?!(?:later|never|ever|after|over|under|either|rather|however|further|earlier|together|whether|other)"
    r"\b)"
    r"[a-z]+(?:er|or|ist|man|woman|aide|ally|campaign|team|camp|official)s?\b"
)
"""What makes a name the modifier of another noun: “a Sanders supporter”."""


class NamedMention(NamedTuple):
    """A mention of somebody or something that may speak."""

    start: int
    end: int
    name: str
    label: str

    @property
    def person(self) -> bool:
        """Whether it is a person."""
        return self.label == "PERSON"


class SpeakerCandidates:
    """Everybody and everything named in `text` outside `quoted`, in the order of the text."""

    def __init__(self, text: str, entities: Sequence[Entity], quoted: Sequence[Extent]) -> None:
        self.text = text
        self._quoted = quoted
        self.named = sorted(
            NamedMention(mention.start, mention.end, entity.name, entity.label)
            for entity in entities
            for mention in entity.mentions
            if not self.is_quoted(mention.start)
        )

    def is_quoted(self, offset: int) -> bool:
        """Whether the words at `offset` stand between marks."""
        index = bisect_right(self._quoted, (offset, len(self.text))) - 1
        return index >= 0 and offset < self._quoted[index][1]

    def within(self, start: int, end: int) -> Sequence[NamedMention]:
        """Those named in a stretch of the text."""
        return self.named[bisect_left(self.named, (start,)) : bisect_left(self.named, (end,))]

    def owns(self, named: NamedMention) -> bool:
        """Whether the name is a possessive: “Abe’s spokesman”."""
        return bool(_POSSESSIVE.match(self.text, named.end))

    def is_object(self, named: NamedMention, start: int) -> bool:
        """Whether a preposition stands before the name in its clause, from `start`: “spokesman for Trump”."""
        since = max(start, named.start - 60)
        # “Secretary of State John Kerry” is no object, “Jesper Koll of WisdomTree Japan” is
        after_of = _RIGHT_AFTER_OF if named.person else _AFTER_OF
        return bool(
            _AFTER_PREPOSITION.search(self.text, since, named.start)
            or after_of.search(self.text, since, named.start)
        )

    def subjects(self, start: int, end: int) -> list[NamedMention]:
        """Those named in a clause who may be its subject, in order."""
        found: list[NamedMention] = []
        object_end = -1
        for named in self.within(start, end):
            joined = object_end >= 0 and self.text[object_end : named.start].strip() in _JOINTS
            if joined or self.is_object(named, start):
                object_end = named.end
            elif not self.owns(named) and not _MODIFIES.match(self.text, named.end):
                found.append(named)
        return found
