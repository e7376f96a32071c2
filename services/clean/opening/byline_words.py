"""What stands around the names in a byline, in the press’s languages: “Von”, “4 min read”.

A text of authors is pared down to its names and roles; who of them is a person, `bylines.py` tells.
"""

import re

PHRASES = r"""
    (?:(?:written|reported|posted|published|created|compiled|submitted|filed|authored|reviewed) | reporting
     | (?:words|text|story|stories|report|article|analysis|opinion|commentary|comment|column|review|essay
        |interview|exclusive|investigation|feature|recipe|post|blog)
       (?:(?:,|\ and|\ &)\ (?:\w{3,12}\ )?\w{3,12})?) \ by
    | (?:photos?|photographs|photography|pictures|video)(?:,|\ and|\ &)\ (?:words|text|story|reporting)\ by
    | view\ all\ posts\ by | as\ told\ to | by(?:line)?
    | (?:(?:ein|eine)\ \w{4,20}|geschrieben|verfasst|erstellt|veröffentlicht|text|bericht|interview) \ von
    | (?:écrit|publié|rédigé|posté|proposé|signé|propos\ recueillis|recueilli|mis\ en\ ligne) \ par
    | (?:escrito|publicado|redactado|elaborado|texto|reportagem|reportaje)\ (?:por|de)
    | (?:texte|article)\ (?:de|par)
    | (?:scritto|pubblicato|redatto)\ da | a\ cura\ di | (?:articolo|testo|intervista|servizio)\ di
    | (?:geschreven|tekst|gepubliceerd|geplaatst)\ door
    | (?:skrevet|skrivet|skriven|skrivit|text|tekst|publicerad|publicerat|publisert|udgivet)\ (?:af|av)
    | napisał[aoi]? | opracowała? | scris\ de | publicat\ de
"""
BY_MANY = rf"(?:{PHRASES})\b\s*:?(?=\s|$)"
LABEL = (
    r"(?:authors?|text|words|story|reporter|writer|journalist|written|autor(?:a|e|en|es|as|in|i|ka|ów)?"
    r"|auteure?s?|auteurs|autrice|verfasser(?:in)?|redakteur(?:in)?|schrijver|tekst|texte|texto|testo"
    r"|szerző|írta|författare|skribent|forfatter|kirjoittaja|yazan|oleh|penulis|автор|текст)\s*:"
)
ONE = (
    r"(?-i:(?:Von|Par|Por|Door|Di|Af|Av|Przez|Oleh|VON|PAR|POR|DOOR|DI|AF|AV|PRZEZ|OLEH):?(?=\s+[^\W\d_a-z]))"
    r"|(?-i:Von(?=\s+unser\w{0,2}\s+[^\W\d_a-z]))"
)
ONE_IN_SMALL = r"(?-i:(?:von|par|por|door|di|af|av|przez|oleh):?(?=\s+[^\W\d_a-z][\w.'’-]+\s+[^\W\d_a-z]))"
SHORT = r"(?-i:(?:De|Da|Od|Text|Tekst|Texte|Autor|Szerző|Írta|DE|DA|de|od):?(?=\s+[^\W\d_a-z]))"
BY_IS_SHORT = frozenset(
    {"fr", "es", "it", "pt", "ro", "ca", "gl", "pl", "cs", "sk", "de", "sv", "hu", "da", "no"}
)
"""“De Wet” is a name: only in these languages, ISO 639-1, do the short words in front of a name mean “by”."""
BY = re.compile(rf"[\W_]{{0,3}}(?:{BY_MANY}|{LABEL}|{ONE}|{ONE_IN_SMALL})\s*", re.IGNORECASE | re.VERBOSE)
BY_SHORT = re.compile(rf"[\W_]{{0,3}}(?:{SHORT})\s*")

READ = r"(?:read(?:ing)?(?:\stime)?|lesezeit|d[ei]\s(?:lectur[ae]|lei?t?tura)|leestijd|l[äæ]s\w*|czytania)"
READING = re.compile(
    rf"\(?\b\d{{1,3}}[\s-]?min(?:ut[a-zæøåäö]{{0,2}})?s?\.?[\s-]+(?:to\s)?{READ}\)?"
    r"|\b(?:read(?:ing)?\stime|est(?:imated)?\.?\sread\w*|lesezeit|lesedauer|temps\sde\slecture|tiempo\sde\slectura"
    r"|tempo\sd[ei]\slett?ura|leestijd|lästid|læsetid|lesetid|czas\sczytania)"
    r"\W{0,3}(?:about\s|ca\.?\s|circa\s)?\d{1,3}\s?min\w{0,5}\.?",
    re.IGNORECASE,
)
AGO = re.compile(
    r"(?:\babout\s)?\b\d{1,3}\s?(?:s|sec|m|min|h|hr|d|w|second|minute|hour|day|week|month|year)s?\.?\sago\b",
    re.IGNORECASE,
)
COUNTS = re.compile(
    r"\b\d{1,6}\s(?:comments?|shares?|views?|likes?|kommentare?|commentaires?|comentarios?|commenti|reacties)\b"
    r"|\b(?:no|leave a|add a)\scomments?\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"[(<\[]?(?:mailto:)?[^\s()<>@|]{1,100}@[^\s()<>|]{1,100}[)>\]]?|[(\[]?@\w[\w.]{0,50}[)\]]?|https?://\S*|\bwww\.\S+"
    r"|\((?:e-?mail|bio|contact|twitter|follow)\)"
)
STAMP = re.compile(
    r"[\s,]+(?:(?:last\s|first\s)?(?:posted|published|updated|modified|edited|created)\b(?!\sby\b)"
    r"|veröffentlicht|aktualisiert|publié|mis\sà\sjour|publicado|actualizado|atualizado|pubblicato|aggiornato"
    r"|gepubliceerd|bijgewerkt|publicerad|uppdaterad|publiceret|opdateret|publisert|oppdatert|opublikowano)"
    r"\b[^|•·;/]*"
    r"|[\s,]+(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+\d{1,2}(?:st|nd|rd|th)?\s"
    r"[^|•·;]*\d[^|•·;]*",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"\s+\+?\s?(?:Follow(?:ing)?|Subscribe|See Bio|View Bio|Bio|Email|Folgen|Suivre|Seguir|Segui|Volg)$"
)
"""A button behind a name, capitalised as names are."""
WITH = re.compile(r"\s+(?:avec|mit|con|com|met|med)\s+(?=[^\W\d_a-z])")
CRAFT = (
    r"(?:(?:additional|further|with|and|&)\s)?(?:(?:staff|file|main|top|video|cover|lead|art)\s)?"
    r"(?:photo(?:s|graph(?:s|er|ers|y|ed)?)?|pictures?|images?|illustrat\w+|graphics?|video(?:s|graphy)?|edit(?:ed|ing|or)"
    r"|translat\w+|produc(?:ed|tion|er)|design(?:ed)?|audio|camera|fact[- ]check\w*"
    r"|fotos?|fotografie[ns]?|fotografías?|fotografias?|bild(?:er)?|photographies?|illustrations?|übersetzung|traduction"
    r"|traducción|traduzione|zdjęcia|foto\w{0,6})"
    r"(?:(?:,|\sand|\s&)\s\w{4,14})?"
)
CREDIT = re.compile(
    rf"{CRAFT}(?:\s(?:by|von|par|por|di|door|af|av|de)\b|\s?[:/—–-]).*|photo(?:s|graph(?:er|s|y)?)?\s[A-Z].*",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"(?:^|\s*(?:[,.&]|\b(?:and|with))\s*)(?:additional|further)\s(?:reporting|research|writing|work)\b.*",
    re.IGNORECASE,
)
CREDIT_BEHIND = re.compile(
    rf"\s*(?:[,.&]|\band\b|\bwith\b|\bund\b|\bet\b|\by\b|\be\b)?\s*(?<!\w){CRAFT}\s?(?:\sby\b|\svon\b|\spar\b|\spor\b|:).*",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:[|•·;\n]|\s[/–—-]{1,2}\s|\s/|/\s|\.\s(?=[A-Z]\w+(?:\s\w+)?\sby\b))\s*")
"""Between what belongs to different people or things; a list's comma and “and” don't part so."""

AND = re.compile(r"\s+(?:und|et|y|e|i|en|og|och|és|ve|si|și|ja|a|dan|oraz|en ook|i també)\s+")
AND_IN_CAPITALS = re.compile(r"\s+(?:UND|ET|Y|E|EN|OG|OCH|ÉS|VE|DAN|ORAZ)\s+")


def behind_by(text: str, short: bool = True) -> str | None:
    """What stands behind “By”, “Von”, “Text:” or the like; null where none of them is in front.

    `short`: whether words count that begin names too, as “De” does; then two words must follow.
    """
    if found := BY.match(text):
        return text[found.end() :]
    if short and (found := BY_SHORT.match(text)) and len(text[found.end() :].split()) > 1:
        return text[found.end() :]
    return None


def pared(text: str, short: bool = True) -> str:
    """The names and roles of a byline, joined by “; ”, without what stands beside them.

    That is: reading times, stamps, addresses, counts of comments, and the credits of photographers, editors
    and translators. `short` is as in `behind_by`.
    """
    text = WITH.sub("; ", BUTTON.sub("", ADDRESS.sub(" ", text).rstrip()))
    for beside in (READING, AGO, COUNTS):
        text = beside.sub(" | ", text)
    kept = []
    for whole in PARTS.split(text):
        part = whole
        for _ in range(2):  # “Story by By Jane Roe”
            part = part if (behind := behind_by(part, short)) is None else behind
        if part is whole and CREDIT.fullmatch(part):
            continue
        part = STAMP.sub("", f" {CREDIT_BEHIND.sub('', ADDED.sub('', part))}").strip(" ,;:|/&•·–—-()")
        if part:
            kept.append(part)
    return "; ".join(kept)


def parted(text: str) -> list[str]:
    """The people that “und”, “et”, “y” or the like join; both sides must have two words to be parted.

    “Santiago Ramón y Cajal” is one person.
    """
    found = (AND_IN_CAPITALS if text.isupper() else AND).search(text)
    while found:
        before, behind = text[: found.start()], text[found.end() :]
        if len(before.split()) > 1 and len(behind.split()) > 1 and behind[0].isupper():
            return [before, *parted(behind)]
        found = (AND_IN_CAPITALS if text.isupper() else AND).search(text, found.end())
    return [text]
