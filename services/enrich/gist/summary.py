"""The gist of an article in two or three of its own sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.lang.en.stop_words import STOP_WORDS

from schemas import Annotator, Entity, KeyPhrase, Span
from services.enrich.nlp_model import AnnotatedText

ANNOTATOR = Annotator(name="summary", version="2")

MIN_SENTENCE_WORDS, MAX_SENTENCE_WORDS = 6, 60
"""Words of a sentence that can stand in a summary."""
MANY = 8
"""Sentences of a text whose summary has three, not two."""
REPEATS = 0.6
"""Share of a sentence's content words that the summary may have already."""
FADE = 0.15
"""How fast a sentence counts less the later it stands: news says first what matters most."""
QUOTED = 0.5
"""Share of a sentence that may stand between quotation marks: a summary tells, it doesn't quote."""
LEADING = 5
"""Entities that a summary is to name: those that the article names most."""

_MOST_CHARACTERS = 800
_WORD = re.compile(r"[^\W\d_]{3,}")
_WHOLE = re.compile(r"[\w“\"‘'$£€].*[.!…][\"”’')\]]*", re.DOTALL)
_CUT_OFF = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|Lt|Col|Sgt|St|No|vs)\.[^\S\n]*$")
_QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"")
_LEANING = re.compile(
    r"[“\"‘']?(?:he|she|it|they|we|i|you|this|that|these|those|his|her|its|their|and|but|or|so|yet|nor|then|thus"
    r"|however|instead|still|also|too|therefore|otherwise|moreover|nevertheless|similarly|such|both|neither"
    r"|another|others|some|the (?:two|former|latter|same|other|pair|move)|for (?:example|instance)"
    r"|in (?:addition|contrast|turn)|at the same time|on the other hand|as a result)\b(?!-)",
    re.IGNORECASE,
)


def summarize_spans(
    reading: AnnotatedText,
    keyphrases: Sequence[KeyPhrase] = (),
    entities: Iterable[Entity] = (),
    headline: str | None = None,
) -> tuple[Span, ...]:
    """Sentences of the text word for word, in its order, with their offsets; none where no sentence is fit.

    The first fit sentence is always one: leads are hard to beat as summaries of news (Nenkova 2005). The
    others score by the key phrases and the leading entities that they have, and by their place. None is a
    question, mostly a quotation or the headline again, repeats another, or leans on one that is not there
    (“But he …”).
    """
    sentences = [reading.text[start:end] for start, end in reading.sentences]
    fit = [index for index in range(len(sentences)) if _stands(reading, index)]
    telling = [index for index in fit if _tells(sentences[index])]
    scores = _scores(reading, sentences, keyphrases, entities)
    known = _content(headline or "")
    chosen: list[int] = []
    # quotations only where nothing else is there to fill the second place
    for candidates, wanted in ((telling, 3 if len(sentences) >= MANY else 2), (fit, 2)):
        best_first = sorted(candidates, key=lambda index: -scores[index])
        while len(chosen) < wanted:
            picked = _pick(best_first if chosen else candidates, sentences, chosen, known)
            if picked is None:
                break
            chosen.append(picked)
    extents = [reading.sentences[index] for index in sorted(chosen)]
    return tuple(Span(text=reading.text[start:end], start=start, end=end) for start, end in extents)


def _pick(
    candidates: Iterable[int], sentences: Sequence[str], chosen: Sequence[int], known: set[str]
) -> int | None:
    """The first sentence that adds to the chosen ones, and leans on none but a chosen one before it."""
    told = set().union(*(_content(sentences[index]) for index in chosen))
    for index in candidates:
        leans = index > 0 and index - 1 not in chosen and _LEANING.match(sentences[index])
        if index not in chosen and not leans:
            content = _content(sentences[index])
            if len(content & told) <= REPEATS * len(content) and not content <= known:
                return index
    return None


def _stands(reading: AnnotatedText, index: int) -> bool:
    """Whether a sentence is whole: not cut off at an abbreviation, no quotation only begun or ended in it."""
    start, end = reading.sentences[index]
    if end - start > _MOST_CHARACTERS:
        return False
    text = reading.text
    sentence = text[start:end]
    following = text[end : end + 2]
    return (
        MIN_SENTENCE_WORDS <= len(sentence.split()) <= MAX_SENTENCE_WORDS
        and not sentence[0].islower()
        and bool(_WHOLE.fullmatch(sentence))
        and sentence.count("“") == sentence.count("”")
        and sentence.count('"') % 2 == 0
        and sentence.count("''") % 2 == 0
        and not _CUT_OFF.search(text[max(0, start - 8) : start])
        and ("\n" in following or not following or not _CUT_OFF.search(sentence[-8:]))
    )


def _tells(sentence: str) -> bool:
    """Whether more of a sentence is told than quoted."""
    quoted = sum(len(quotation) for quotation in _QUOTATION.findall(sentence))
    return quoted <= QUOTED * len(sentence)


def _scores(
    reading: AnnotatedText,
    sentences: Sequence[str],
    keyphrases: Sequence[KeyPhrase],
    entities: Iterable[Entity],
) -> list[float]:
    """What each sentence has to say, by its place in the text."""
    phrases = [(keyphrase.text.lower().rstrip("s"), keyphrase.score) for keyphrase in keyphrases]
    worth = [1.0] * len(sentences)
    for index, sentence in enumerate(sentences):
        lower = sentence.lower()
        for phrase, score in phrases:
            if phrase in lower:
                worth[index] += score
    leading = sorted(entities, key=lambda entity: -len(entity.mentions))[:LEADING]
    for entity in leading:
        places = {
            bisect_right(reading.sentences, (mention.start, len(reading.text))) for mention in entity.mentions
        }
        for place in places - {0}:
            worth[place - 1] += len(entity.mentions) / len(leading[0].mentions)
    return [worth[index] / (1 + FADE * index) for index in range(len(sentences))]


def _content(sentence: str) -> set[str]:
    return {word for word in _WORD.findall(sentence.lower()) if word not in STOP_WORDS}
