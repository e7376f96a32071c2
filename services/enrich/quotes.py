"""Who said what: the quotations of an article, each with its cue and its speaker.

Words between marks are a quotation when somebody says them: a cue stands by, or a quotation goes
on, or whole sentences stand alone. Scare quotes and titles of works have nobody who says them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas import Annotator, Entity, Quote
from services.enrich.cues import find_cues
from services.enrich.marks import Marked, find_marked
from services.enrich.reading import Extent, Reading
from services.enrich.speakers import REACH, Subject, cast, find_subject, named_in

ANNOTATOR = Annotator(name="quotes", version="1")

SENTENCE = 4
"""Words of a quotation that needs no cue, when it is a sentence of its own."""
NEXT_WORDS = 30
"""Characters between two quotations of one sentence, at most: “a”, he said, and “b”."""
LONG = 8
"""Words that nobody puts into scare quotes: a quotation also without a cue."""

_LEADS_IN = re.compile(r"(?:[^.;“”\"]{0,80}[,:]|\s*(?:that|how|whether|if)?)\s*")
_NAMING = re.compile(
    r"\b(?:so-called|called|known as|titled|entitled|dubbed|nicknamed|named|terms?|words?|phrases?|songs?"
    r"|films?|movies?|books?|shows?|series|album|episode|play|novel|column|headlined?|hashtag|slogan)\W*$",
    re.IGNORECASE,
)
_SENTENCE_BREAK = re.compile(r"(?:^|[.?!:…]['’)\]]*)\s*$")
_FULL_STOP = re.compile(r"[.?!…]['’)\]]*\s+$")
_SIGNED = re.compile(r"\s*[―—–-]\s*")
_NEW_SENTENCE = re.compile(r"[.?!]\s+[A-Z]")


class Said(NamedTuple):
    """A quotation's cue and speaker, as far as they are known."""

    cue: str | None
    speaker: str | None


class _Place(NamedTuple):
    """Where marked words stand: the words before and after in their sentence, outside other marks."""

    paragraph: int
    head: Extent
    tail: Extent
    opens_paragraph: bool


def find_quotes(reading: Reading, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """The quotations of a text, in order; `speaker` is the `name` of one of `entities`."""
    return tuple(_Transcript(reading, entities).quotes())


class _Transcript:
    """One article's quotations from first to last, with who spoke last."""

    def __init__(self, reading: Reading, entities: Sequence[Entity]) -> None:
        self.text = reading.text
        self.paragraphs = reading.paragraphs
        self.marked = [list(find_marked(reading.text, paragraph)) for paragraph in reading.paragraphs]
        self.cast = cast(entities, [(marked.start, marked.end) for row in self.marked for marked in row])
        self.sentence_starts = [sentence.start for sentence in reading.sentences]
        self.last: Quote | None = None
        self.last_paragraph = -2

    def quotes(self) -> Iterator[Quote]:
        for number, row in enumerate(self.marked):
            for index, marked in enumerate(row):
                said = self._said(marked, self._place(number, index))
                if said:
                    self.last = Quote(
                        text=self.text[marked.start : marked.end],
                        start=marked.start,
                        end=marked.end,
                        speaker=said.speaker,
                        cue=said.cue,
                    )
                    self.last_paragraph = number
                    yield self.last

    def _place(self, number: int, index: int) -> _Place:
        row, paragraph = self.marked[number], self.paragraphs[number]
        marked = row[index]
        gap_start = row[index - 1].end if index else paragraph.start
        gap_end = row[index + 1].start if index + 1 < len(row) else paragraph.end
        head = max(gap_start, self._sentence_start(marked.start))
        if _FULL_STOP.search(self.text, head, marked.start):
            head = marked.start
        # the model often begins a sentence with the words right after a quotation: “…,” | Abe said
        next_sentence = bisect_right(self.sentence_starts, marked.end + 3)
        ends = self.sentence_starts[next_sentence : next_sentence + 1] or [gap_end]
        tail = min(gap_end, ends[0], marked.end + REACH)
        before, after = Extent(head, marked.start), Extent(marked.end, tail)
        return _Place(number, before, after, marked.start == paragraph.start)

    def _said(self, marked: Marked, place: _Place) -> Said | None:
        inner = marked.inner(self.text)
        if not any(map(str.isalnum, inner)):
            return None
        return (
            self._led_in(inner, place)
            or self._followed(inner, place)
            or self._within(inner, place)
            or self._goes_on(inner, marked, place)
            or self._alone(inner, marked, place)
        )

    def _led_in(self, inner: str, place: _Place) -> Said | None:
        """“Abe told reporters: …”, “Caddell continued:” at the end of the paragraph before."""
        head, number = place.head, place.paragraph
        if place.opens_paragraph and number and self.text[self.paragraphs[number - 1].end - 1] == ":":
            end = self.paragraphs[number - 1].end
            head = Extent(self._sentence_start(end), end)
        cue = self._last_cue(head)
        if (
            cue
            and _LEADS_IN.fullmatch(self.text, cue.end(), head.end)
            and not self._names_a_thing(inner, head)
        ):
            return self._by(cue, head, place)
        if self.text[head.start : head.end].rstrip().endswith(":"):
            people = [named.name for named in named_in(self.cast, *head) if named.person]
            return Said(None, people[0] if people else None)
        return None

    def _followed(self, inner: str, place: _Place) -> Said | None:
        """“…,” Abe said. “…?” asked Koll."""
        signed = _SIGNED.match(self.text, *place.tail)
        signer = named_in(self.cast, signed.end(), signed.end() + 1) if signed else ()
        if signer and signer[0].person:
            return Said(None, signer[0].name)
        cue = next(find_cues(self.text, *place.tail), None)
        if not cue:
            return None
        between = self.text[place.tail.start : cue.start()].strip()
        if inner[-1] in ",—–-" or (inner[-1] != "." and between.startswith(",")):
            return self._by(cue, place.tail, place)
        if inner[-1] in "?!…" and "," not in between:
            said = self._by(cue, place.tail, place)
            return said if said.speaker else None
        return self._by(cue, place.tail, place) if not between and cue[0].islower() else None

    def _within(self, inner: str, place: _Place) -> Said | None:
        """“Abe said he had a ‘very constructive’ discussion”: a part of what is reported."""
        if self._names_a_thing(inner, place.head):
            return None
        cue = self._last_cue(place.head)
        return self._by(cue, place.head, place) if cue else None

    def _goes_on(self, inner: str, marked: Marked, place: _Place) -> Said | None:
        """The second part of a split quotation, or the next paragraph of one that was not closed."""
        last = self.last
        if last is None or marked.start - last.end > REACH:
            return None
        gap = self.text[last.end : marked.start]
        if place.opens_paragraph:
            return Said(None, last.speaker) if gap.isspace() and last.text[-1] not in '"”»' else None
        if self.last_paragraph != place.paragraph:
            return None
        whole_sentence = _SENTENCE_BREAK.search(gap) and len(inner.split()) > 1 and not inner[0].islower()
        if whole_sentence or (len(gap) <= NEXT_WORDS and not _NEW_SENTENCE.search(gap)):
            return Said(last.cue, last.speaker)
        return None

    def _alone(self, inner: str, marked: Marked, place: _Place) -> Said | None:
        """Whole sentences that nobody is said to say: he says them who spoke in the paragraph before."""
        if not marked.closed and not self._opens(place.paragraph + 1):
            return None
        words = len(inner.split())
        begins = (place.opens_paragraph or place.head.start == place.head.end) and not inner[0].islower()
        whole_sentence = begins and words >= SENTENCE and inner[-1] in ".?!,…"
        if _like_title(inner) or not (whole_sentence or words >= LONG):
            return None
        return Said(None, self._spoke_before(place) if place.opens_paragraph else None)

    def _opens(self, number: int) -> bool:
        row = self.marked[number] if number < len(self.marked) else []
        return bool(row) and row[0].start == self.paragraphs[number].start

    def _spoke_before(self, place: _Place) -> str | None:
        if self.last and self.last_paragraph == place.paragraph - 1:
            return self.last.speaker
        if place.paragraph == 0:
            return None
        end = self.paragraphs[place.paragraph - 1].end
        sentence = Extent(self._sentence_start(end), end)
        cue = self._last_cue(sentence)
        return self._by(cue, sentence, place).speaker if cue else None

    def _by(self, cue: re.Match[str], clause: Extent, place: _Place) -> Said:
        subject = find_subject(self.text, self.cast, clause.start, cue, clause.end)
        return Said(cue[0], self._name(subject, clause, place))

    def _name(self, subject: Subject | None, clause: Extent, place: _Place) -> str | None:
        """Whom the subject names: “he” is somebody named before in the sentence, or who spoke last."""
        if subject is None or not subject.pronoun:
            return subject.name if subject else None
        earlier = [named for named in named_in(self.cast, clause.start, subject.start) if named.person]
        if earlier:
            return earlier[-1].name
        if self.last and self.last.speaker and place.paragraph - self.last_paragraph <= 1:
            return self.last.speaker
        for start, end in reversed(self.paragraphs[max(0, place.paragraph - 1) : place.paragraph + 1]):
            people = [
                n for n in named_in(self.cast, start, min(end, subject.start, start + REACH)) if n.person
            ]
            if people:
                return people[0].name
        return None

    def _last_cue(self, stretch: Extent) -> re.Match[str] | None:
        return max(find_cues(self.text, *stretch), key=re.Match.start, default=None)

    def _names_a_thing(self, inner: str, head: Extent) -> bool:
        """“the song ‘Yesterday’”, “had read ‘The Art of the Deal’”: nobody says these."""
        if self.text[head.start : head.end].rstrip().endswith((",", ":")):
            return False
        return _like_title(inner) or bool(_NAMING.search(self.text, max(head.start, head.end - 40), head.end))

    def _sentence_start(self, end: int) -> int:
        index = bisect_right(self.sentence_starts, end - 1) - 1
        return max(self.sentence_starts[index] if index >= 0 else 0, end - REACH)


def _like_title(inner: str) -> bool:
    """“Meet the Press”: every longer word begins with a capital and no sentence ends."""
    long_words = [word for word in re.findall(r"[^\W\d_]+", inner) if len(word) > 3]
    return inner[-1] not in ".?!" and bool(long_words) and all(word[0].isupper() for word in long_words)
