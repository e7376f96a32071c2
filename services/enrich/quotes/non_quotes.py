"""Words between marks that nobody says: scare quotes, titles, nicknames, placards, words as words."""

import re

from services.enrich.nlp_model import Extent
from services.languages import ENGLISH

_WORKS = re.compile(
    r"\b(?:songs?|singles?|ballad|anthem|hymn|films?|movies?|documentary|books?|novels?|memoirs?|shows?|sitcom|series"
    r"|albums?|episodes?|plays?|musicals?|operas?|columns?|poems?|essays?|paintings?|exhibitions?|sculptures?"
    r"|podcasts?|magazines?|programmes?|newsletters?|games?|operations?|starred in|entitled|titled)[\s,]*$",
    re.IGNORECASE,
)
_AS_WORDS = re.compile(
    r"\b(?:so-called|dubbed|nicknamed|christened|known as|named|codename|words?|phrases?|terms?|verbs?|nouns?"
    r"|expression|acronym|lyrics?|headlines?|headlined|hashtags?|slogans?|mottos?|sang|sung|sings|singing|sing|hummed"
    r"|typed|click(?:ed|ing)?|labell?ed)[\s,]*$",
    re.IGNORECASE,
)
_BOARD = re.compile(
    r"\b(?:signs?|placards?|banners?|posters?|billboards?|t-?shirts?|shirts?|caps?|hats?|stickers?|plaques?"
    r"|badges?|tattoos?|graffiti|inscriptions?|headstones?|turbans?|mugs?|flags?)\b(?:[^.;:]{0,40}"
    r"\b(?:reads?|reading|said|says|saying|bears?|bearing|bore|words|slogans?|emblazoned|printed|declaring|proclaiming|with|that)\b|[\s,:]*$)[^.;]{0,40}$"
)
_CALLS = ENGLISH.speech.naming_verbs
_DESCRIBES = re.compile(
    r"(?:an?|the|so|too|very|not|no|my|our|his|her|their|your|one|nothing|just|most|more|[a-z]+ly)\b",
    re.IGNORECASE,
)
_AFTER_ARTICLE = re.compile(r"\b(?:an?|the)\s$")
_SMALL_WORDS = ENGLISH.text.title_particles
_ATTRIBUTE = re.compile(
    r"\s+(?!(?:and|or|but|by|in|on|at|of|for|to|from|with|as|about|after|before|because|if|when|while|that|than"
    r"|is|was|are|were)\b)[a-z]"
)
_IDIOM = re.compile(r"\bof (?:an?|the) $|\b(?:the|an?|its|their|these|those|this|some|his|her)\s$")
_LETTERS = re.compile(r"[^\W\d_]+")


def is_title(inner: str) -> bool:
    """“Meet the Press”: every word but the small ones begins with a capital."""
    words = [word for word in _LETTERS.findall(inner) if word not in _SMALL_WORDS and len(word) > 1]
    return (
        inner[-1] not in "?!"
        and any(len(word) > 3 for word in words)
        and all(word[0].isupper() for word in words)
    )


def names_a_thing(text: str, inner: str, head: Extent) -> bool:
    """“the song ‘Yesterday’”, “had read ‘The Art of the Deal’”, “signs reading ‘No Dam’”: nobody says these.

    `head` is what stands before in the sentence.
    """
    before = text[max(head.start, head.end - 120) : head.end]
    near = before[-30:]
    if (
        _AS_WORDS.search(near)
        or (not inner[0].islower() and _WORKS.search(near))
        or _BOARD.search(before.lower())
    ):
        return True
    if before.rstrip().endswith((",", ":")):
        return False
    return head.end > head.start and is_title(inner)


def gives_name(text: str, inner: str, head: Extent, cue: str, *, named: bool) -> bool:
    """“Doctors call it ‘bends’”, but “Koll called it ‘a disgrace’”; `named`: the speaker has a name."""
    if cue.lower() not in _CALLS:
        return False
    after_article = _AFTER_ARTICLE.search(text, max(head.start, head.end - 5), head.end)
    describes = named or after_article or _DESCRIBES.match(inner)
    return is_title(inner) or (not describes and len(inner.split()) <= 4)


def is_scare(text: str, inner: str, head: Extent, tail: Extent) -> bool:
    """One or two words that the writer keeps at a distance: “Critics say the ‘experts’ never came”."""
    words = len(inner.split())
    if words > 2:
        return False
    attributive = bool(_ATTRIBUTE.match(text, tail.start, min(tail.end, tail.start + 40)))
    idiom = bool(_IDIOM.search(text, max(head.start, head.end - 12), head.end))
    return (attributive and (words == 1 or idiom)) or (idiom and not _DESCRIBES.match(inner))
