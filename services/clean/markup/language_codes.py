"""The two-letter language codes of ISO 639-1, and how pages write them."""

ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee
el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io
is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn
mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se
sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo
wa wo xh yi yo za zh zu
"""
CODES = frozenset(ISO_639_1.split())
FORMER = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr"}
"""Codes withdrawn from ISO 639-1, which old systems still write."""
LONG = {
    "ara": "ar", "ben": "bn", "chi": "zh", "zho": "zh", "deu": "de", "ger": "de", "eng": "en", "fra": "fr",
    "fre": "fr", "hin": "hi", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "dut": "nl", "pol": "pl",
    "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "english": "en",
}  # fmt: skip
"""ISO 639-2 of the languages with the most news, and a word that schema.org's pages write."""


def language_code(tag: str) -> str | None:
    """The language of a tag such as `en-GB` or `pt_BR` (BCP 47, POSIX); null for what names none."""
    first = tag.strip()[:40].replace("_", "-").split("-")[0].split(",")[0].casefold()
    code = LONG.get(first) or FORMER.get(first) or first
    return code if code in CODES else None
