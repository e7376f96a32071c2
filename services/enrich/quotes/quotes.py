"""Who said what: the quotations of an article, each with its cue and its speaker.

Words between marks are a quotation when somebody says them: a cue stands by, or a quotation goes
on, or whole sentences stand alone. Scare quotes and titles of works have nobody who says them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from schemas import Annotator, Entity, Quote
from services.enrich.nlp_model import AnnotatedText, Extent
from services.enrich.quotes.cues import Cue, find_cues
from services.enrich.quotes.layout import REACH, Layout, QuotePosition
from services.enrich.quotes.non_quotes import gives_name, is_scare, is_title
from services.enrich.quotes.references import References
from services.enrich.quotes.speaker_candidates import SpeakerCandidates
from services.enrich.quotes.speakers import find_subject, first_subject

ANNOTATOR = Annotator(name="quotes", version="2")

SENTENCE = 3
"""Words of a quotation that needs no cue, when it is a sentence of its own."""
MIN_UNCUED_WORDS = 5
"""Words that nobody puts into scare quotes: a quotation also without a cue."""
NEXT_WORD, NEXT_WORDS, NEXT_CLAUSE = 30, 60, 150
"""Characters between two quotations of one sentence, at most: the second has one word, more, or is LONG."""

_LEADS_IN = re.compile(r"(?:[^.;“”\"]{0,80}[,:]|\s*(?:that|how|whether|if)?)\s*")
_SENTENCE_BREAK = re.compile(r"(?:^|[.?!:…]['’)\]]*)\s*$")
_SIGNED = re.compile(r"\s*[―—–-]\s*([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){0,4}(?:, [^.\n]{1,60})?)\.?\s*(?:\n|$)")
_NEW_SENTENCE = re.compile(r"[.?!]\s+[A-Z]")
_CLOSES_SENTENCE = re.compile(r",\s[^,]{1,60}$")
_BARE_NAME = re.compile(r"(?:[^\n]*[-–—.?!]\s+|\W*)$")


class Attribution(NamedTuple):
    """A quotation's cue and speaker, as far as they are known."""

    cue: str | None
    speaker: str | None


def find_quotes(reading: AnnotatedText, entities: Sequence[Entity]) -> tuple[Quote, ...]:
    """The quotations of a text, in order; `speaker` is the `name` of one of `entities`."""
    layout = Layout(reading)
    return tuple(_Transcript(layout, entities).write()) if layout.quoted else ()


class _Transcript:
    """One article's quotations from first to last, with who spoke last."""

    def __init__(self, layout: Layout, entities: Sequence[Entity]) -> None:
        self.text = layout.text
        self.layout = layout
        self.cast = SpeakerCandidates(layout.text, entities, layout.quoted)
        self.references = References(self.cast, layout.sentences, layout.lines)
        self.said: list[Quote] = []
        self.last_line = -2

    @property
    def last(self) -> Quote | None:
        """The quotation before."""
        return self.said[-1] if self.said else None

    def write(self) -> list[Quote]:
        """Go through the marked words in order."""
        for line, row in enumerate(self.layout.marked):
            for index, (start, end, _) in enumerate(row):
                place = self.layout.place(line, index, self.last.end if self.last else 0)
                said = self._said(place)
                if said:
                    self._tell_opened_before(line, said)
                    text = self.text[start:end]
                    self.said.append(
                        Quote(text=text, start=start, end=end, speaker=said.speaker, cue=said.cue)
                    )
                    self.last_line = line
        return self.said

    def _tell_opened_before(self, line: int, said: Attribution) -> None:
        """Lines that open a quotation and don't close it wait for the one that says who speaks."""
        for back in range(1, len(self.said) + 1 if said.speaker else 1):
            before = self.said[-back]
            row = self.layout.marked[line - back] if line >= back else []
            if not row or row[-1].closed or row[-1].start != before.start or before.speaker or before.cue:
                return
            self.said[-back] = before.model_copy(update={"speaker": said.speaker})

    def _said(self, place: QuotePosition) -> Attribution | None:
        if not any(map(str.isalnum, place.inner)):
            return None
        return (
            self._led_in(place)
            or self._signed(place)
            or self._followed(place)
            or self._within(place)
            or self._interrupted(place)
            or self._goes_on(place)
            or self._alone(place)
        )

    def _led_in(self, place: QuotePosition) -> Attribution | None:
        """“Abe told reporters: …”, “Caddell continued:” at the end of the line before."""
        if place.thing:
            return None
        cue = self._last_cue(place.head)
        if cue and _LEADS_IN.fullmatch(self.text, cue.end, place.head.end):
            return self._unless_scare(cue, place)
        if self.text[place.head.start : place.head.end].rstrip().endswith(":"):
            return Attribution(cue.text if cue else None, self._announced(place.head))
        return None

    def _unless_scare(self, cue: Cue, place: QuotePosition) -> Attribution | None:
        said = self._by(cue, place.head, place.line, leads=True)
        if not said.speaker and is_scare(self.text, place.inner, place.head, place.tail):
            return None
        named = said.speaker is not None
        return None if gives_name(self.text, place.inner, place.head, cue.text, named=named) else said

    def _announced(self, head: Extent) -> str | None:
        """Who speaks after a colon without a cue: “Leila Haddad: …”, “Obama has a new message: …”."""
        last = self.cast.within(*head)[-1:]
        colon = self.text.rfind(":", *head)
        if (
            last
            and not self.text[last[0].end : colon].strip()
            and _BARE_NAME.match(self.text, head.start, last[0].start)
        ):
            return last[0].name
        return self.references.name(first_subject(self.cast, *head), head.start, self.said)

    def _signed(self, place: QuotePosition) -> Attribution | None:
        """“…” ― Ana Prates; somebody else than the last one, even if the name is not an entity."""
        signed = _SIGNED.match(self.text, place.tail.start, self.layout.lines[place.line].end)
        if not signed:
            return None
        signer = self.cast.within(signed.start(1), signed.start(1) + 1)
        return Attribution(None, signer[0].name if signer else None)

    def _followed(self, place: QuotePosition) -> Attribution | None:
        """“…,” Abe said. “…?” asked Koll."""
        cue = self._first_cue(place.tail)
        if not cue:
            return None
        between = self.text[place.tail.start : cue.start].strip()
        last = self.text[place.marked.start : place.marked.end].rstrip("\"”»’' ")[-1]
        if last in ",—–-" or (last != "." and between.startswith(",")):
            return None if place.thing else self._by(cue, place.tail, place.line)
        if last in "?!…" and "," not in between:
            said = self._by(cue, place.tail, place.line)
            return said if said.speaker else None
        return None

    def _within(self, place: QuotePosition) -> Attribution | None:
        """“Abe said he had a ‘very constructive’ discussion”: a part of what is reported."""
        cue = None if place.thing else self._last_cue(place.head)
        return self._unless_scare(cue, place) if cue else None

    def _interrupted(self, place: QuotePosition) -> Attribution | None:
        """“The country ‘has changed a lot’, McConnell said”: the cue comes at the end, or right after."""
        cue = self._first_cue(place.tail)
        if not cue or place.thing or place.inner[-1] in ".?!":
            return None
        between = self.text[place.tail.start : cue.start]
        words = len(place.inner.split())
        if not between.strip():
            return self._by(cue, place.tail, place.line) if place.opens_sentence else None
        if cue.speaker_follows:
            return self._by(cue, place.tail, place.line) if words > 1 else None
        clause = _CLOSES_SENTENCE.search(between)
        if words > 2 and clause and not cue.participle:
            start = place.tail.start + clause.start() + 1
            said = self._by(cue, Extent(start, place.tail.end), place.line)
            return said if said.speaker else None
        return None

    def _goes_on(self, place: QuotePosition) -> Attribution | None:
        """The second part of a split quotation, or the next line of one that was not closed."""
        last = self.last
        if last is None or place.marked.start - last.end > REACH:
            return None
        gap = self.text[last.end : place.marked.start]
        if place.opens_line:
            return (
                Attribution(None, last.speaker) if gap.isspace() and last.text[-1] not in "\"”»’'" else None
            )
        if self.last_line != place.line or place.thing:
            return None
        words = len(place.inner.split())
        room = NEXT_CLAUSE if words >= MIN_UNCUED_WORDS else NEXT_WORDS if words > 1 else NEXT_WORD
        whole_sentence = words > 1 and not place.inner[0].islower() and _SENTENCE_BREAK.search(gap)
        if whole_sentence or (len(gap) <= room and not _NEW_SENTENCE.search(gap)):
            return Attribution(last.cue, last.speaker)
        return None

    def _alone(self, place: QuotePosition) -> Attribution | None:
        """Whole sentences that nobody is said to say: he says them who spoke in the line before."""
        if place.thing or is_title(place.inner) or not (place.marked.closed or self._opens(place.line + 1)):
            return None
        words = len(place.inner.split())
        begins = (place.opens_line or place.opens_sentence) and not place.inner[0].islower()
        whole_sentence = begins and words >= SENTENCE and place.inner[-1] in ".?!,…"
        if not (whole_sentence or words >= MIN_UNCUED_WORDS):
            return None
        if place.opens_sentence:
            return Attribution(None, self._spoke_before(place))
        subject = first_subject(self.cast, *place.head)
        return Attribution(None, subject.name if subject else None)

    def _opens(self, line: int) -> bool:
        row = self.layout.marked[line] if line < len(self.layout.marked) else []
        return bool(row) and row[0].start == self.layout.lines[line].start

    def _spoke_before(self, place: QuotePosition) -> str | None:
        """Who speaks, or is spoken of, in the sentence before: “Ellis drove off. ‘It was bad.’”."""
        if self.last and place.opens_line and self.last_line == place.line - 1:
            return self.last.speaker
        if place.opens_line and place.line == 0:
            return None
        end = self.layout.lines[place.line - 1].end if place.opens_line else place.marked.start - 1
        sentence = Extent(self.layout.sentence_start(end), end)
        cue = self._last_cue(sentence)
        if cue:
            return self._by(cue, sentence, place.line).speaker
        if place.opens_line:
            return None
        return self.references.name(first_subject(self.cast, *sentence), sentence.start, self.said)

    def _by(self, cue: Cue, clause: Extent, line: int, *, leads: bool = False) -> Attribution:
        subject = find_subject(self.cast, clause.start, cue, clause.end, leads=leads)
        if subject is None and leads and self.last and self.last_line == line:
            return Attribution(cue.text, self.last.speaker)
        return Attribution(cue.text, self.references.name(subject, clause.start, self.said))

    def _first_cue(self, stretch: Extent) -> Cue | None:
        return next((cue for cue in find_cues(self.text, *stretch) if not cue.saying), None)

    def _last_cue(self, stretch: Extent) -> Cue | None:
        """The last verb; a noun only where there is none: “ruled that Trump’s statement”."""
        cues = list(find_cues(self.text, *stretch))
        verbs = [cue for cue in cues if not cue.saying]
        return (verbs or cues)[-1] if cues else None
