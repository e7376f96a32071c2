"""The mentions of one entity, gathered from all over the article by what they are called."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.enrich.entities.labels import decide, is_known, of_place
from services.enrich.entities.names import KEPT_TITLES, REGNAL, SYNONYMS
from services.enrich.nlp_model import Name

_TITLE = re.compile(r"\b([A-Z][a-z]+) $")
_NUMERAL = re.compile(r"[IVX]+")

SHOUTED = 0.3
"""How much a vote in a line all in capitals counts: the model has learnt to read names by their capitals."""


@dataclass
class Chain:
    """The mentions of one entity as they are gathered: where, how written, taken for what."""

    key: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    votes: dict[str, float] = field(default_factory=dict)
    context: dict[str, float] = field(default_factory=dict)
    _label: str | None = None

    def add(self, text: str, form: str, name: Name) -> None:
        """Add a mention, what the model says of it, if anything, and what stands beside it."""
        self.spans.append((name.start, name.end))
        self.forms[form] += 1
        self._label = None
        voice = SHOUTED if text[max(0, name.start - 20) : name.end + 20].isupper() else 1.0
        if name.label:
            self.votes[name.label] = self.votes.get(name.label, 0.0) + voice
        for label, vote in of_place(text, name.start, name.end):
            self.context[label] = self.context.get(label, 0.0) + vote * voice

    def take(self, other: "Chain") -> None:
        """Make the other's mentions this one's; the label stays."""
        self.spans += other.spans
        self.forms += other.forms

    def call(self, label: str) -> None:
        """Know better than the votes."""
        self._label = label

    @property
    def words(self) -> list[str]:
        """The words of the key."""
        return self.key.split()

    @property
    def name(self) -> str:
        """The longest form; of forms as long one not all in capitals, then the more frequent.

        Of two titles the more frequent, then the first: “Pope Francis”, also where “Saint Francis” is named.
        """
        return max(self.forms, key=self._worth)

    def _worth(self, form: str) -> tuple[int, int, int, bool, int]:
        titled = form.partition(" ")[0].lower() in REGNAL
        length = self.forms[form] if titled else len(form)
        return form.count(" "), titled, length, not form.isupper(), self.forms[form]

    @property
    def label(self) -> str:
        """What the evidence says; empty where the model has no vote and nobody knows the name."""
        if self._label is None:
            counts = self.votes or is_known(self.name)
            self._label = decide(self.votes, self.context, self.name) if counts else ""
        return self._label


def gather(text: str, names: Iterable[Name]) -> dict[str, Chain]:
    """Chains by the form of the name alone, in the order of the text."""
    chains: dict[str, Chain] = {}
    at = 0
    for name in names:
        if name.start >= at:
            form = _form(text[name.start : name.end])
            key = SYNONYMS[form][0] if form in SYNONYMS else form.replace(".", "").casefold() or form
            chains.setdefault(key, Chain(key)).add(text, _titled(text, name.start, form), name)
            at = name.end
    return chains


def _form(surface: str) -> str:
    """The mention as a name is written: on one line, without the short title that may stay in a mention."""
    words = surface.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in KEPT_TITLES else words)


def _titled(text: str, start: int, form: str) -> str:
    """“Pope Francis”: who has one name is called by it with the title, that the mention leaves out."""
    words = form.split()
    if len(words) > 1 and not _NUMERAL.fullmatch(words[-1]):
        return form
    title = _TITLE.search(text, max(0, start - 12), start)
    return f"{title[1]} {form}" if title and title[1].lower() in REGNAL else form
