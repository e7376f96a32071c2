"""Who and what an article names, each once: mentions gathered into one entity, one label for all of them.

The model labels every mention by itself, and calls Trump an organisation in one sentence and a
person in the next; over a whole article its votes, weighed by how full each name is, are right.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas import Annotator, Entity, Mention
from services.enrich.mentions import bare, find, mark
from services.enrich.names import KEPT_TITLES, SUFFIXES, SYNONYMS
from services.enrich.reading import Name, Reading

ANNOTATOR = Annotator(name="entities", version="1")

_PLACES = ("GPE", "LOC", "FAC")
_PREFERENCE = ("ORG", "NORP", "GPE", "PERSON")
_SLIPS = ("ORG", "PRODUCT", "WORK_OF_ART")
_KNOWN_LABELS = dict(SYNONYMS.values())
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "to", "&"})


@dataclass
class Chain:
    """The mentions of one entity as they are gathered: where, how they are written, what the model says."""

    key: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)

    def add(self, form: str, name: Name) -> None:
        """Add a mention; a longer form's vote weighs more, a found one has none."""
        self.spans.append((name.start, name.end))
        self.forms[form] += 1
        if name.label:
            self.votes[name.label] += len(form.split())

    def take(self, other: "Chain") -> None:
        """Make the other's mentions this one's; the shorter name's votes count no more."""
        self.spans += other.spans
        self.forms += other.forms

    @property
    def words(self) -> list[str]:
        """The words of the key."""
        return self.key.split()

    @property
    def name(self) -> str:
        """The longest form; of forms as long one not all in capitals, then the more frequent."""
        return max(
            self.forms, key=lambda form: (form.count(" "), len(form), not form.isupper(), self.forms[form])
        )

    @property
    def label(self) -> str:
        """What most of the model's votes say; empty without any."""
        if self.key in _KNOWN_LABELS:
            return _KNOWN_LABELS[self.key]
        return max(self.votes, key=lambda label: (self.votes[label], _preference(label)), default="")


def name_entities(reading: Reading) -> tuple[Entity, ...]:
    """The entities of a text, in the order they are first named; no two mentions overlap."""
    text = reading.text
    marked = mark(text, reading.names)
    forms = {text[name.start : name.end] for name in marked}
    people = [text[name.start : name.end].split() for name in marked if name.label == "PERSON"]
    last_words = {words[-1] for words in people if len(words) > 1 and bare(words[-1]) not in SUFFIXES}
    taken = [(name.start, name.end) for name in (*reading.names, *marked)]
    found = [Name(*span, "") for span in find(text, forms | last_words | set(SYNONYMS), taken)]
    chains = _gather(text, sorted([*marked, *found]))
    _join_people(chains)
    _join_acronyms(chains)
    entities = [_entity(text, chain) for chain in chains.values() if chain.label]
    return tuple(sorted(entities, key=lambda entity: entity.mentions[0].start))


def _preference(label: str) -> int:
    return _PREFERENCE.index(label) if label in _PREFERENCE else -1


def _gather(text: str, names: Iterable[Name]) -> dict[str, Chain]:
    """Chains by the form of the name alone, in the order of the text."""
    chains: dict[str, Chain] = {}
    at = 0
    for name in names:
        if name.start >= at:
            form = _form(text[name.start : name.end])
            key = SYNONYMS[form][0] if form in SYNONYMS else form.replace(".", "").casefold() or form
            chains.setdefault(key, Chain(key)).add(form, name)
            at = name.end
    return chains


def _form(surface: str) -> str:
    """The mention as a name is written: on one line, without the short title that may stay in a mention."""
    words = surface.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in KEPT_TITLES else words)


def _join_people(chains: dict[str, Chain]) -> None:
    """Give the mentions of “Abe” to Shinzo Abe, of “Kim” to Kim Jong Un, of “Moon Jae” to Moon Jae In."""
    _relabel_relatives(chains)
    people = [chain for chain in chains.values() if len(chain.words) > 1 and chain.label == "PERSON"]
    holders: dict[tuple[str, ...], list[Chain]] = {}
    for person in sorted(people, key=lambda chain: -len(chain.words)):
        whole = _holder(person, holders)
        if whole:
            whole.take(chains.pop(person.key))
        else:
            for part in _parts(person.words):
                holders.setdefault(part, []).append(person)
    for chain in list(chains.values()):
        whole = _holder(chain, holders) if len(chain.words) == 1 else None
        if whole and _may_be_person(chain):
            whole.take(chains.pop(chain.key))


def _relabel_relatives(chains: dict[str, Chain]) -> None:
    """“Ivanka Trump”, a product to the model, is a person where its last word is the name of one."""
    last_words = {chain.words[-1] for chain in chains.values() if chain.label == "PERSON"}
    for chain in chains.values():
        if 2 <= len(chain.words) <= 3 and chain.words[-1] in last_words and chain.label in _SLIPS:
            chain.votes = Counter(PERSON=1)


def _parts(words: list[str]) -> set[tuple[str, ...]]:
    """The shorter names that a full one may be called by; a namesake keeps the suffix: “Trump Jr.”."""
    suffix = words[-1:] if words[-1] in SUFFIXES else []
    own = words[: len(words) - len(suffix)]
    spans = {tuple(own[i:j]) for i in range(len(own)) for j in range(i + 1, len(own) + 1)}
    return {(*part, *suffix) for part in spans | {(own[0], own[-1])}} if own else set()


def _holder(chain: Chain, holders: dict[tuple[str, ...], list[Chain]]) -> Chain | None:
    """Whose shorter name this is: best by family name, then who is named in full most, then first."""
    words = chain.words
    candidates = holders.get(tuple(words), [])
    short = [words[0], words[-1]]
    if not candidates and len(words) > 2 and words[-1] not in SUFFIXES:
        candidates = holders.get(tuple(short), [])
    return max(
        candidates,
        key=lambda person: (person.words[-1] == words[-1], person.forms.total(), -person.spans[0][0]),
        default=None,
    )


def _may_be_person(chain: Chain) -> bool:
    """Not a place that shares somebody's name; an organisation by that name alone is a slip of the model."""
    if chain.key in _KNOWN_LABELS:
        return False
    return chain.label not in _PLACES or 2 * chain.votes["PERSON"] >= chain.votes[chain.label]


def _join_acronyms(chains: dict[str, Chain]) -> None:
    """Give the mentions of “IAEA” to the International Atomic Energy Agency, where only one name fits."""
    holders: dict[str, list[Chain]] = {}
    for chain in chains.values():
        words = chain.name.split()
        if len(words) > 1 and chain.label != "PERSON":
            large = [word for word in words if word.lower() not in _SMALL_WORDS]
            for initials in {"".join(word[0] for word in kept).upper() for kept in (words, large)}:
                holders.setdefault(initials, []).append(chain)
    for chain in list(chains.values()):
        if _ACRONYM.fullmatch(chain.name.replace(".", "")) and chain.key not in _KNOWN_LABELS:
            candidates = holders.get(chain.name.replace(".", ""), [])
            if len(candidates) == 1:
                candidates[0].take(chains.pop(chain.key))


def _entity(text: str, chain: Chain) -> Entity:
    mentions = tuple(
        Mention(text=text[start:end], start=start, end=end) for start, end in sorted(chain.spans)
    )
    return Entity(name=chain.name, label=chain.label, mentions=mentions)
