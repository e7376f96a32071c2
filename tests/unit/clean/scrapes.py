"""Little scrapes in the layouts that pages really have; every text is written for these tests."""

from dataclasses import dataclass, field


@dataclass
class Scrape:
    """A scrape and what clean must make of it; `gone` maps each removed piece to its reason."""

    name: str
    text: str
    body: list[str]
    gone: dict[str, str] = field(default_factory=dict)
    headline: str | None = None
    bylines: tuple[str, ...] = ()
    place: str | None = None
    date: str | None = None
    agency: str | None = None
    tags: tuple[str, ...] = ()


DAM = (
    "Engineers began to lower the water behind the Tarrow dam on Tuesday after a crack was found in its "
    "eastern wall, officials said."
)
VILLAGES = "Some 400 people in three villages downstream were told to be ready to leave within the hour."
MINISTER = "“Nobody is in danger tonight,” Water Minister Ilse Brandt told reporters at the site."
INSPECTION = "The dam, built in 1962, was last inspected four years ago."

SCRAPES = [
    Scrape(
        "plain paragraphs",
        f"{DAM}\n\n{VILLAGES}\n\n{MINISTER}",
        body=[DAM, VILLAGES, MINISTER],
    ),
    Scrape(
        "wire copy, hard-wrapped, indented",
        "Crack found in Tarrow dam\n\n"
        "   TARROW, Norland, Sept 24 (Reuters) - Engineers began to lower\n"
        "the water behind the Tarrow dam on Tuesday after a crack was found\n"
        "in its eastern wall, officials said.\n"
        "   Some 400 people in three villages downstream were told to be\n"
        "ready to leave within the hour.\n"
        "   The dam, built in 1962, was last inspected four years ago.\n\n"
        "(Reporting by Ann Lee; Editing by Bo Carlsen)\n",
        headline="Crack found in Tarrow dam",
        bylines=("Ann Lee",),
        place="TARROW, Norland",
        date="Sept 24",
        agency="Reuters",
        body=[DAM, VILLAGES, INSPECTION],
        gone={
            "Crack found in Tarrow dam": "headline",
            "TARROW, Norland, Sept 24 (Reuters) -": "dateline",
            "(Reporting by Ann Lee; Editing by Bo Carlsen)": "credit",
        },
    ),
    Scrape(
        "menu, headline, byline, stamp, share bar",
        "Home\nNews\nSport\nWeather\n\nDam lowered after crack is found, villages on alert\n\n"
        "By Ann Lee and Bo Carlsen, Staff Writers\nUpdated 3:15 PM ET, Tue September 24, 2024\n"
        f"Share this article\nFacebook Twitter Email\n\n{DAM}\n\n{VILLAGES}\n\n{INSPECTION}\n",
        headline="Dam lowered after crack is found, villages on alert",
        bylines=("Ann Lee", "Bo Carlsen"),
        body=[DAM, VILLAGES, INSPECTION],
        gone={
            "Home": "navigation",
            "News": "navigation",
            "Sport": "navigation",
            "Weather": "navigation",
            "Dam lowered after crack is found, villages on alert": "headline",
            "By Ann Lee and Bo Carlsen, Staff Writers": "byline",
            "Updated 3:15 PM ET, Tue September 24, 2024": "clock",
            "Share this article": "sharing",
            "Facebook Twitter Email": "sharing",
        },
    ),
    Scrape(
        "agency in brackets, sign-off behind the last sentence",
        f"NORLAND CITY (AP) — {DAM}\n\n{VILLAGES}\n\n{INSPECTION} (AP)",
        place="NORLAND CITY",
        agency="AP",
        body=[DAM, VILLAGES, INSPECTION],
        gone={"NORLAND CITY (AP) —": "dateline", "(AP)": "credit"},
    ),
    Scrape(
        "agency alone, no place",
        f"(Reuters) - {DAM}\n\n{VILLAGES}",
        agency="Reuters",
        body=[DAM, VILLAGES],
        gone={"(Reuters) -": "dateline"},
    ),
    Scrape(
        "related links between paragraphs",
        f"{DAM}\n\nRelated: Ten dams that worry engineers\n\n{VILLAGES}\n\n"
        f"READ ALSO | Why concrete ages\n\nAdvertisement\n\n{MINISTER}\n\nRelated stories\n"
        f"Norland floods: what we know\nA short history of dams\n\n{INSPECTION}",
        body=[DAM, VILLAGES, MINISTER, INSPECTION],
        gone={
            "Related: Ten dams that worry engineers": "related",
            "READ ALSO | Why concrete ages": "related",
            "Advertisement": "navigation",
            "Related stories": "related",
            "Norland floods: what we know": "related",
            "A short history of dams": "related",
        },
    ),
    Scrape(
        "captions, copyright, newsletter",
        f"The Tarrow dam on Monday. Photo: Jo Marsh/AFP\n\n{DAM}\n\n"
        f"Sign up for our morning newsletter and never miss a story\n\n{VILLAGES}\n\n"
        "Workers at the crest of the dam (Getty Images)\n\n"
        f"{INSPECTION}\n\n© 2024 Norland Gazette. All rights reserved.",
        body=[DAM, VILLAGES, INSPECTION],
        gone={
            "The Tarrow dam on Monday. Photo: Jo Marsh/AFP": "caption",
            "Sign up for our morning newsletter and never miss a story": "newsletter",
            "Workers at the crest of the dam (Getty Images)": "caption",
            "© 2024 Norland Gazette. All rights reserved.": "copyright",
        },
    ),
    Scrape(
        "labelled tags and comments at the end",
        f"{DAM}\n\n{VILLAGES}\n\nTags: dams, Norland, Ilse Brandt\n12 Comments\nLeave a comment\n"
        "Log in to comment",
        tags=("dams", "Norland", "Ilse Brandt"),
        body=[DAM, VILLAGES],
        gone={
            "Tags: dams, Norland, Ilse Brandt": "tags",
            "12 Comments": "comments",
            "Leave a comment": "comments",
            "Log in to comment": "comments",
        },
    ),
    Scrape(
        "hashtags and other stories at the end",
        f"{DAM}\n\n{VILLAGES}\n\n#dams #Norland\n\nNorland Braces for Second Storm in a Week\n"
        "Minister Under Fire Over Late Warning",
        tags=("dams", "Norland"),
        body=[DAM, VILLAGES],
        gone={
            "#dams #Norland": "tags",
            "Norland Braces for Second Storm in a Week": "related",
            "Minister Under Fire Over Late Warning": "related",
        },
    ),
    Scrape(
        "a list that the text announces is the article's",
        f"{DAM}\n\nThe villages are:\n\n• Upper Tarrow\n• Lower Tarrow\n• Millbridge",
        body=[DAM, "The villages are:", "• Upper Tarrow", "• Lower Tarrow", "• Millbridge"],
    ),
    Scrape(
        "results at the end are the article's",
        "Tarrow beat Millbridge 2-1 on Saturday to go top of the league, their sixth win in a row.\n\n"
        f"{INSPECTION}\n\nTarrow 2 Millbridge 1\nNorland 0 Easton 0",
        body=[
            "Tarrow beat Millbridge 2-1 on Saturday to go top of the league, their sixth win in a row.",
            INSPECTION,
            "Tarrow 2 Millbridge 1",
            "Norland 0 Easton 0",
        ],
    ),
    Scrape(
        "subheadings and short quotes inside stay",
        f"{DAM}\n\nWhat happens next\n\n{VILLAGES}\n\nPolitics\n\n{MINISTER}\n\n“Never,” she said.",
        body=[DAM, "What happens next", VILLAGES, "Politics", MINISTER, "“Never,” she said."],
    ),
    Scrape(
        "mixed-case dateline of a known city, after a standfirst",
        f"A crack in a dam has put three villages on alert in the north of the country.\n\n"
        f"New York — {DAM}\n\n{VILLAGES}",
        place="New York",
        body=[
            "A crack in a dam has put three villages on alert in the north of the country.",
            DAM,
            VILLAGES,
        ],
        gone={"New York —": "dateline"},
    ),
    Scrape(
        "name before a dash who is in the story stays",
        "Ilse Brandt — Norland's water minister since May — said the dam was safe."
        f"\n\n{VILLAGES}\n\n{MINISTER}",
        body=[
            "Ilse Brandt — Norland's water minister since May — said the dam was safe.",
            VILLAGES,
            MINISTER,
        ],
    ),
    Scrape(
        "capitals, agency byline, one-line paragraphs",
        "CRACK FOUND IN TARROW DAM\nBY JOHN O'DOWD, ASSOCIATED PRESS\n"
        + "\n".join([DAM, VILLAGES, INSPECTION]),
        headline="CRACK FOUND IN TARROW DAM",
        bylines=("John O'Dowd",),
        agency="AP",
        body=[DAM, VILLAGES, INSPECTION],
        gone={"CRACK FOUND IN TARROW DAM": "headline", "BY JOHN O'DOWD, ASSOCIATED PRESS": "byline"},
    ),
    Scrape(
        "title in question form under a kicker, bare name beside a date",
        "World news\n\nWhat do we know about the Tarrow dam?\n\nAnn Lee\n24 September 2024\n\n"
        f"{DAM}\n\n{VILLAGES}",
        headline="What do we know about the Tarrow dam?",
        bylines=("Ann Lee",),
        body=[DAM, VILLAGES],
        gone={
            "World news": "navigation",
            "What do we know about the Tarrow dam?": "headline",
            "Ann Lee": "byline",
            "24 September 2024": "clock",
        },
    ),
    Scrape(
        "cookie notice and share buttons run together",
        "We use cookies to improve your experience. By continuing you accept our policy.\n\n"
        f"ShareTweetPrint\n\n{DAM}\n\n{VILLAGES}\n\nShare on WhatsAppShare on Facebook",
        body=[DAM, VILLAGES],
        gone={
            "We use cookies to improve your experience. By continuing you accept our policy.": "consent",
            "ShareTweetPrint": "sharing",
            "Share on WhatsAppShare on Facebook": "sharing",
        },
    ),
    Scrape(
        "photo agency words inside a sentence stay",
        "The lawsuit was filed by Getty Images last week, and a photo: the court has it.\n\n"
        "“We use cookies as everybody does,” the company said.\n\n"
        "Copyright law is being rewritten, lawmakers said.\n\n"
        "Read more than one paper, she told students.",
        body=[
            "The lawsuit was filed by Getty Images last week, and a photo: the court has it.",
            "“We use cookies as everybody does,” the company said.",
            "Copyright law is being rewritten, lawmakers said.",
            "Read more than one paper, she told students.",
        ],
    ),
    Scrape(
        "Indian style: city and colon, agency under the text",
        f"NEW DELHI: {DAM}\n\n{VILLAGES}\n\n--PTI",
        place="NEW DELHI",
        agency="PTI",
        body=[DAM, VILLAGES],
        gone={"NEW DELHI:": "dateline", "--PTI": "credit"},
    ),
    Scrape(
        "a chronology's dates stay",
        f"{DAM}\n\n10 March\n\n{VILLAGES}\n\n11 March\n\n{INSPECTION}",
        body=[DAM, "10 March", VILLAGES, "11 March", INSPECTION],
    ),
]
