"""The author's own lines that look like the page's: when in doubt they stay, in the middle and at the end."""

import pytest

from services.clean.lines.boilerplate import mark_boilerplate
from services.clean.lines.paragraphs import split

BEFORE = "Engineers began to lower the water behind the Tarrow dam on Tuesday, officials said."
AFTER = "Some 400 people in three villages downstream were told to be ready to leave."

SENTENCES = [
    "Read the letter again, she told the court, and tell me where I lied.",
    "Share prices fell by a third when the crack was announced.",
    "Follow the money on Facebook's own books, the senator said, and it leads nowhere.",
    "Like many users on Twitter, she was angry about the delay.",
    "Find out what happened on Twitter that night and you have the story, he said.",
    "Subscribers to the plan pay $12 a month for water from the dam.",
    "Support for local newspapers has fallen since the dam was built.",
    "Support for independent journalists has dwindled, the report said.",
    "If you love the valley, please consider a visit before the autumn.",
    "By submitting a plan in May, the government hopes to calm the villages.",
    "By using the spillway, engineers kept the level steady.",
    "The content of the letter was not available on Tuesday.",
    "The video was not available for review.",
    "This video shows water pouring over the wall, the court heard.",
    "Comments by the minister angered the villages.",
    "Copyright law does not protect the design of a dam.",
    "Photographs of the crack were shown to the jury.",
    "Data provided by the ministry show that the level rose.",
    "Prices are up and tempers are short in the valley.",
    "Download speeds in the valley are slow.",
    "Register of Deeds Pat Moe said the sale was never recorded.",
    "More news is expected on Wednesday.",
    "Most popular of all was the fish stall, which sold out by noon.",
    "Next up: Millbridge on Saturday.",
    "Watch: they will be back in a week.",
    "See the water, drink the water, she said.",
    "Stay informed and listen to local radio for updates, the agency said.",
    "Get ready to leave within the hour, the loudspeakers said.",
    "Donations can be made to the Tarrow Relief Fund.",
    "You can change your mind about cookies, but not about dams.",
    "Updated plans were shown on Monday.",
    "“Share it with everybody,” he said.",
    "In a photo released by police, the suspect wears a red cap and runs toward the dam.",
    "The dam is 60 years old, the ministry said. (Source: AFP)",
    "He would not comment further. (PTI/AFP)",
    "The Samaritans can be contacted on 116 123.",
    "Police asked anyone with information to contact them on 0845 125 222.",
    "CORRECTION: An earlier version of this story misstated the age of the dam.",
    "This is a developing story and will be updated.",
]
LABELS = [
    "What happens next",
    "Politics",
    "A warning ignored",
    "Why did it crack?",
    "10 March",
    "3:15 p.m.",
    "1972",
    "Q: Is the dam safe?",
    "Yes.",
    "WHAT WE KNOW",
    "1. Walk away from the water",
    "- Red warning until 18:00",
    "Tarrow 2 Millbridge 1",
    "Ingredients: two eggs, flour and a pinch of salt",
    "Sources: Norland Water, the Ministry of Works",
]
POEM = [
    "The river went down to the sea,",
    "the sea went up to the sky,",
    "and nobody asked, and nobody knew,",
    "why.",
]


@pytest.mark.parametrize("line", SENTENCES + LABELS)
def test_line_between_paragraphs_stays(line: str) -> None:
    assert not [piece for piece in mark_boilerplate([BEFORE, line, AFTER]) if piece.reason]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence_at_the_end_stays(line: str) -> None:
    assert not [piece for piece in mark_boilerplate([BEFORE, AFTER, line]) if piece.reason]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence_at_the_start_stays(line: str) -> None:
    assert not [piece for piece in mark_boilerplate([line, BEFORE, AFTER]) if piece.reason]


@pytest.mark.parametrize(
    "lines",
    [
        [BEFORE, *POEM, AFTER],
        [BEFORE, *POEM],
        [
            BEFORE,
            "They stand as follows:",
            "Penrhos 21 13 4 4 43",
            "Colne Valley 21 12 6 3 42",
            "Referee: Ann Lee",
        ],
        [
            BEFORE,
            "Penrhos 21 13 4 4 43",
            "Colne Valley 21 12 6 3 42",
            "Attendance: 4,112",
            "Referee: Ann Lee",
        ],
        [BEFORE, "Four things matter:", "Health", "Education", "Home", "Crime"],
        [
            "Q: Is the dam safe?",
            "A: Nobody can say that it is.",
            "Q: And the villages?",
            "A: They are packing.",
        ],
        [
            BEFORE,
            AFTER,
            "Ann Lee is survived by two sons. She was a reporter at the Gazette for forty years.",
        ],
        [
            BEFORE,
            "Lee, a mother of two, wrote it.",
            "Ann Lee is a reporter at the Gazette who was jailed in May.",
        ],
        ["THE DAM IS SAFE AND NOBODY NEEDS TO LEAVE THE VALLEY, THE MINISTRY SAID IN A STATEMENT.", BEFORE],
        [
            "Die Talsperre ist sicher, sagte die Ministerin am Dienstag.",
            "Mehr war nicht zu erfahren.",
            "„Nein“, sagte er.",
        ],
        [
            "ダムは安全だと大臣は火曜日に述べた。住民は避難の準備をしている。",
            "村の人口は４００人。",
            "祭りは中止となった。",
        ],
        [
            "Le barrage est sûr, a dit la ministre mardi.",
            "« Personne n'est en danger », a-t-elle dit.",
            "Et puis plus rien.",
        ],
        [
            "قالت الوزيرة يوم الثلاثاء إن السد آمن ولا خطر على أحد في القرى.",
            "وأضافت أن السكان مستعدون للرحيل.",
        ],
    ],
)
def test_layout_of_the_author_stays(lines: list[str]) -> None:
    assert not [piece.text for piece in mark_boilerplate(split("\n\n".join(lines))) if piece.reason]
