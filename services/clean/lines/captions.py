"""What stands under a picture, by its words: captions and the credits of photographers and photo agencies."""

import re

from services.clean.lines.links import any_of
from services.clean.opening.agencies import ANY_AGENCY
from services.languages import ENGLISH

PICTURE = (
    r"(?:photos?|images?|pictures?|pics?|illustrations?|graphics?|photographs?|screengrab|screenshot|"
    r"artwork|video|fotos?)"
)
DESK = (
    r"(?:AP|AFP|EPA|EPA-EFE|Reuters|REUTERS|Getty(?: Images)?|GETTY(?: IMAGES)?|Shutterstock|"
    r"iStock(?:photo)?|Alamy|Bloomberg|"
    r"Xinhua|Agencies|PTI|ANI|Rex|REX|Unsplash|Pixabay|Wikimedia(?: Commons)?|Bernama|AAP|NurPhoto|"
    r"Anadolu|SWNS|PA|CP)"
)
"""Whose pictures papers print; in running text none of them ends a line after a slash or a bracket."""

CAPTION = any_of(
    rf"\W*(?:file |stock |cover |main |lead )?{PICTURE}(?: (?:credits?|by|courtesy(?: of)?|source|"
    rf"supplied by|via))?\s*[:|]\s.*",
    r"\W*\(?(?:file |stock )?(?:photo|image|picture|photograph|illustration)s? (?:by|courtesy(?: of)?|"
    r"via|from) [^.!?]{1,80}\W*",
    r"FILE(?: PHOTO)?\s*[:–—-]\s?.*|image (?:source|caption|copyright),? .*|(?:photo|image|picture)[ "
    r"/-]+[A-Z]{2,8}\b.{0,40}",
    rf"\W*(?:file|stock|representational|representative|representation|handout|archive|courtesy|for "
    rf"representation(?:al)?(?: purposes?)?(?: only)?)"
    rf" {PICTURE}\W*|\W*(?:image|photo|picture) (?:used )?(?:only )?for represent.{{0,40}}|{PICTURE} "
    rf"supplied\W*",
)
CREDIT_ONLY = re.compile(
    rf"\W*(?:[\w.’'& -]{{2,40}}\s*[/|]\s*)?(?:[\w.’' -]{{2,30}} (?:via|for) )?(?:[A-Z]{{2,4}}(?: via |"
    rf"/))?{DESK}(?:\s*/\s*(?:{DESK}|[\w ]{{2,20}}))?"
    rf"(?: {PICTURE})?\W*"
)
"""A line that only says whose picture it is: “Getty Images”, “Jo Marsh/AFP”."""
BARE_DESK = re.compile(
    r"\W*(?:AP|AFP|Reuters|REUTERS|Xinhua|PTI|ANI|PA|Agencies|Bloomberg|Bernama|AAP|CP)\W*"
)
"""An agency alone may be the one that wrote the article."""
PHOTOGRAPHER = re.compile(
    r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}\s?/\s?[A-Z][\w.’'&-]+(?: [A-Z][\w.’'&-]+){0,4}"
)
PHOTO_CREDIT = re.compile(
    r"\b(?:Photo|Photograph|Image|Picture|Illustration|Credit|Pic|Foto|PHOTO|PHOTOGRAPH|CREDIT)s?(?: by| "
    r"[Cc]redits?)?\s?[:|/] ?[^.:]{2,60}"
    r"(?::[^.:]{2,40})?\.?\W?$|"
    r"(?:^|[.!?”\"’)]\s*)(?:Photograph|Photo|Picture|Illustration|Image)s? (?:by|courtesy(?: of)?) "
    r"[A-Z][^.:!?]{2,60}\.?$|"
    rf"[(\[](?:[^()\[\]]{{0,60}}[ /–-])?{DESK}(?:/[^()\[\]]{{2,40}})? ?(?:[Pp]hoto|PHOTO|[Ff]ile|"
    rf"[Ii]mages?|[Pp]ic)[^()\[\]]{{0,60}}[)\]]\W?$|"
    r"[(\[](?:(?:[Ff]ile|FILE|[Hh]andout|[Cc]ourtesy) )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|PHOTO|"
    r"[Ss]creengrab|[Ss]creenshot)s?"
    r"(?:[ :/|][^()\[\]]{0,80})?[)\]]\.?$|"
    rf"[(\[](?:Source|Credit|Courtesy|Supplied)s?:? (?!(?i:{ANY_AGENCY})\W)[^()\[\]]{{2,50}}[)\]]\.?$|"
    r"[(\[][A-Z][\w.’'-]+ [^()\[\]]{2,40}(?: via |/)(?:AP|AFP|Reuters|REUTERS|Getty Images|"
    r"Shutterstock)[)\]]\.?$|"
    r"\b(?:AP Photo|REUTERS|EPA-EFE|EPA)\s?/\s?[\w./ ’'-]{3,60}\W*$|"
    r"(?:\bvia |/|\()(?:AFP via )?(?:Getty Images|Shutterstock|Alamy|iStock)\W*$|"
    r"— ?(?:AFP|AP|Reuters|REUTERS|Bernama|EPA|File|Picture|Photo)s? ?(?:pic|photo|file pic|"
    r"picture|by [A-Z][\w .’'-]{2,40})\W*$|"
    r"©\s?(?:\d{4} )?[^.!?©]{2,50}/ ?[^.!?©]{2,30}$"
)
"""How a caption ends: with who took the picture."""
MONTH = "|".join(map(str.title, ENGLISH.calendar.starts(ENGLISH.calendar.month_names)))
HANDOUT = re.compile(
    rf"(?:In t|T)his (?:(?:{MONTH})\w*\.? \d{{1,2}}, \d{{4}},? )?"
    r"(?:(?:undated|file|handout|combination|aerial|still|video|courtroom|satellite|recent),? ){0,2}"
    r"(?:photo|image|picture|photograph|frame grab|video grab|sketch),? "
    r"(?:from|provided|released|taken|made available|issued|posted|obtained|supplied)\b.{10,380}|"
    rf"In this (?:(?:{MONTH})\w*\.? \d{{1,2}}, \d{{4}},?|undated|file)"
    r" (?:file |handout )?(?:photo|image|picture)\b.{10,380}|"
    r".{10,380}\b(?:seen|shown|pictured) (?:here )?in this "
    r"(?:(?:undated|file|handout|combination|recent) ){1,3}(?:photo|image|picture|photograph)\b.{0,80}"
)
"""A caption as agencies write it: “In this July 12, 2018 photo, …”, “… are seen in this file photo”."""


HOUSE_CREDIT = re.compile(r"[(\[][A-Z][\w.’'& -]{2,30}: ?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}[)\]]\Z")
"""A credit as broadcasters write it: “(NBS Outback: Ann Lee)”."""


def is_credit_alone(line: str) -> bool:
    """Whether the line only names the owner of a picture; an agency's bare name is not enough."""
    return len(line) <= 80 and CREDIT_ONLY.fullmatch(line) is not None and not BARE_DESK.fullmatch(line)


SIGNS = re.compile(
    "hoto|HOTO|mage|icture|redit|REDIT|llustration|Pic|Foto|creen|Source|uppl|ourtesy|—|/|Getty|"
    "Shutterstock|Alamy|"
    "iStock|©"
)
"""One of these is at the end of every caption with a credit; looking for them first saves time."""
END = 140
"""Characters at the end of a line that are searched for a credit."""


def is_caption(line: str) -> bool:
    """Whether the line is a caption or a picture's credit, as its words tell."""
    end = line[-END:]
    return (
        CAPTION.fullmatch(line) is not None
        or (SIGNS.search(end) is not None and PHOTO_CREDIT.search(line, max(0, len(line) - END)) is not None)
        or (
            line.endswith((")", "]"))
            and ": " in end
            and HOUSE_CREDIT.search(line, max(0, len(line) - 80)) is not None
        )
        or ("his" in line and HANDOUT.fullmatch(line) is not None)
        or is_credit_alone(line)
    )
