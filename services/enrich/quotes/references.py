"""Whom “she” and “the prime minister” stand for: one named before, whom what the text says of them fits."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from schemas import Quote
from services.enrich.nlp_model import Extent
from services.enrich.quotes.role_phrases import Subject
from services.enrich.quotes.roles import (
    BODIES,
    COMPANIES,
    NEVER_NAMED,
    OFFICES,
    PERSONS,
    PORTFOLIOS,
    KnownRole,
    describe,
    gender_of,
    matches,
)
from services.enrich.quotes.speaker_candidates import NamedMention, SpeakerCandidates

REACH = 600
"""Characters of a sentence, from its end, that are looked at."""
MEMORY = 20_000
"""Characters back that “the prime minister” reaches, at most."""
SENTENCES = 6
"""Sentences back that a pronoun reaches, at most."""
_SUBORDINATE = re.compile(
    r"\W*(?:when|after|as|while|before|if|although|though|since|once|until|because|asked|speaking|in|at|on|for"
    r"|with|by|like|unlike)\b",
    re.IGNORECASE,
)
_SUBJECT_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_PRONOUNS = {"he": "m", "she": "f"}


class References:
    """One article's pronouns and roles, with what it says of those it names."""

    def __init__(
        self, cast: SpeakerCandidates, sentences: Sequence[Extent], paragraphs: Sequence[Extent]
    ) -> None:
        self._cast = cast
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._fit: dict[tuple[str, frozenset[str]], dict[str, int]] = {}
        self._paragraphs = [paragraph.start for paragraph in paragraphs]

    @cached_property
    def _known(self) -> dict[str, KnownRole]:
        return describe(self._cast, self._sentences)

    def name(self, subject: Subject | None, clause: int, said: Sequence[Quote]) -> str | None:
        """The `name` of whom a subject means; null where the text doesn't tell.

        The clause starts at `clause`; `said` are the quotations before it, in order.
        """
        if subject is None or subject.name or not subject.words:
            return subject.name if subject else None
        if subject.words in _PRONOUNS:
            return self._person(subject, clause, said, _PRONOUNS[subject.words])
        if subject.words == "it":
            return self._body(subject)
        if subject.words == "they":
            return None
        words = subject.words.replace(".", "").split()
        noun = words[-1]
        if noun in BODIES and noun not in PERSONS:
            return self._body(subject, noun)
        return self._office(subject, noun, frozenset(words)) or self._status(subject, clause, said, noun)

    def _person(self, subject: Subject, clause: int, said: Sequence[Quote], gender: str) -> str | None:
        earlier = [n for n in self._cast.subjects(clause, subject.start) if self._may_be(n, gender)]
        if earlier and not self._closes_report(clause, subject):
            return earlier[0].name
        if (
            said
            and said[-1].speaker
            and self._sentence_start(subject.start) <= said[-1].start < clause
            and self._fits(said[-1].speaker, gender)
        ):
            return said[-1].speaker
        for sentence in self._back(subject.start):
            spoken = next((q for q in reversed(said) if q.start < sentence.end), None)
            if spoken and spoken.start >= sentence.start and self._settles(spoken, gender):
                return spoken.speaker
            named = [
                n
                for n in self._cast.subjects(sentence.start, min(sentence.end, clause))
                if self._may_be(n, gender)
            ]
            if named and not self._carries_on(sentence, named[0], gender):
                return named[0].name
        return None

    def _settles(self, spoken: Quote, gender: str) -> bool:
        """Whether a quotation tells whom “he” means: after “an official said” it is nobody with a name."""
        return self._fits(spoken.speaker, gender) if spoken.speaker else spoken.cue is not None

    def _closes_report(self, clause: int, subject: Subject) -> bool:
        """“Trump is no hero, he said.”: the name belongs to what is said; but “When Abe arrived, he said”."""
        text = self._cast.text
        return text.startswith(", ", subject.start - 2) and not _SUBORDINATE.match(text, clause)

    def _sentence_start(self, offset: int) -> int:
        start = self._starts[max(0, bisect_right(self._starts, offset) - 1)]
        return max(start, offset - REACH)

    def _back(self, offset: int) -> Iterator[Extent]:
        """The sentences before the one at `offset`, backwards, in this paragraph and the two before."""
        index = bisect_right(self._starts, offset) - 1
        paragraph = bisect_right(self._paragraphs, offset) - 1
        limit = self._paragraphs[max(0, paragraph - 2)] if paragraph >= 0 else 0
        for number in range(index - 1, max(-1, index - 1 - SENTENCES), -1):
            if self._starts[number] < limit:
                return
            start, end = self._sentences[number]
            yield Extent(max(start, end - REACH), end)

    def _carries_on(self, sentence: Extent, named: NamedMention, gender: str) -> bool:
        """“He thanked Dahl.”: the subject is still the one before."""
        before = _SUBJECT_PRONOUN.finditer(self._cast.text, sentence.start, named.start)
        return any(
            _PRONOUNS[pronoun[0].lower()] == gender and not self._cast.is_quoted(pronoun.start())
            for pronoun in before
        )

    def _may_be(self, named: NamedMention, gender: str) -> bool:
        return named.person and self._fits(named.name, gender)

    def _fits(self, name: str, gender: str) -> bool:
        known = self._known.get(name)
        return not gender or known is None or known.gender in ("", gender)

    def _office(self, subject: Subject, noun: str, words: frozenset[str]) -> str | None:
        """The last named of those whom the text gave this office, or calls this."""
        best = self._best(noun, words)
        before = self._cast.within(subject.start - MEMORY, subject.start) if best else ()
        return next((named.name for named in reversed(before) if named.name in best), next(iter(best), None))

    def _best(self, noun: str, words: frozenset[str]) -> dict[str, int]:
        """Those who fit best, in the order of the text."""
        if (noun, words) not in self._fit:
            fit = {name: matches(known, noun, words) for name, known in self._known.items()}
            best = max(fit.values(), default=0)
            self._fit[noun, words] = {name: score for name, score in fit.items() if score == best > 0}
        return self._fit[noun, words]

    def _status(self, subject: Subject, clause: int, said: Sequence[Quote], noun: str) -> str | None:
        """“The Vermont senator”, where nobody was called a senator: whom the text was just about."""
        if noun in NEVER_NAMED or set(subject.words.split()) & PORTFOLIOS:
            return None
        name = self._person(subject, clause, said, gender_of(noun))
        known = self._known.get(name) if name else None
        if not known or noun in known.words:
            return None
        return name if noun in OFFICES or not known.words & PERSONS else None

    def _body(self, subject: Subject, noun: str = "") -> str | None:
        """“The commission” has it in its name; “the company”, and “it”, is what the text was just about."""
        if noun:
            for named in reversed(self._cast.within(subject.start - MEMORY, subject.start)):
                if named.label in ("ORG", "GPE") and noun in named.name.lower().split():
                    return named.name
            if noun not in COMPANIES:
                return None
        for sentence in (
            Extent(self._sentence_start(subject.start), subject.start),
            *self._back(subject.start),
        ):
            named_bodies = [
                n
                for n in self._cast.subjects(*sentence)
                if n.label == "ORG" or (not noun and n.label == "GPE")
            ]
            if named_bodies:
                return named_bodies[0].name
        return None
