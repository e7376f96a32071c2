"""Whom a pronoun, a role or the sentence's build makes the speaker, and who stays without a name."""

import pytest

from tests.unit.enrich.conftest import Enrich

SPEAKERS = [
    # pronouns
    ("Mrs. Carter met Mr. Hale on Monday. “He listened to us,” she said.", "Carter"),
    ("Mr. Hale met Mrs. Carter on Monday. “He listened to us,” she said.", "Carter"),
    ("Mark Ellis has driven there for 20 years.\n\n“It was never this bad,” he said.", "Mark Ellis"),
    ("Ruth Stone spoke to Mark Ellis.\n\nShe smiled at him. “It was bad,” she said.", "Ruth Stone"),
    ("Ruth Stone met Paul Greene. Greene is no fool, she said. “He knows it all.”", "Ruth Stone"),
    ("“It is bad,” they said. Ruth Stone left.", None),
    ("Toyota cut its forecast. “Demand is weak,” it said in a statement.", "Toyota"),
    # roles
    (
        "Prime Minister Elena Rossi came. Marco Bianchi left.\n\n“We pay,” the prime minister said.",
        "Elena Rossi",
    ),
    (
        "Paul Greene, a senator from Ohio, came. Ruth Stone left.\n\n“We pay,” said the senator.",
        "Paul Greene",
    ),
    ("Emily Hart, 43, met Ruth Stone. “I ran fast,” the 43-year-old said.", "Emily Hart"),
    ("The World Health Organization met. “It is bad,” the agency said.", "World Health Organization"),
    ("Prime Minister Elena Rossi came.\n\n“We pay,” the finance minister said.", None),
    ("Elena Rossi came.\n\n“We pay,” the spokesman said.", None),
    ("Elena Rossi came.\n\n“The driver did not stop,” police said.", None),
    ("Elena Rossi came.\n\n“There is no danger at all,” officials said.", None),
    ("Elena Rossi came.\n\n“We pay,” said a longtime adviser to Paul Greene.", None),
    # how the sentence is built
    ("The prize went to Laura Finn, who called it “the surprise of my life.”", "Laura Finn"),
    ("Paul Greene was quoted as saying the vote was “fair and free.”", "Paul Greene"),
    ("“She loved that boat,” her husband, Frank Doyle, said.", "Frank Doyle"),
    ("“I taught him,” Brian Shea joked of Ruth Stone.", "Brian Shea"),
    ("After dinner with Ruth Stone, Paul Greene left and called it “a good talk.”", "Paul Greene"),
    ("Like Ruth Stone, Paul Greene left early, arguing that it was “a bad talk.”", "Paul Greene"),
    ("Secretary of State Paul Greene said the talk was “good and long.”", "Paul Greene"),
    ("The border “will stay open all night,” Ruth Stone said.", "Ruth Stone"),
    ("The road is “a death trap,” according to Simon Pike, a local farmer.", "Simon Pike"),
    ("Ruth Stone: “I will not resign”", "Ruth Stone"),
    ("Pressed on the date, Ruth Stone’s reply was brisk: “When it is ready.”", "Ruth Stone"),
    ("Ruth Stone’s claim that there were “thousands of cases” was wrong.", "Ruth Stone"),
    ("Ruth Stone spoke first.\n\n“The rain came and never went.”\n― Paul Greene", "Paul Greene"),
    ("Ruth Stone tweeted: “What a night! Thank you, Glasgow.”", "Ruth Stone"),
    ("In a statement, Amnesty International said it “would silence critics.”", "Amnesty International"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_speaks(enriched: Enrich, text: str, speaker: str | None) -> None:
    quotes = enriched(text).quotes
    assert quotes
    assert quotes[-1].speaker == speaker


def test_paragraphs_left_open_have_the_speaker_of_the_one_that_names_him(enriched: Enrich) -> None:
    quotes = enriched(
        "The verdict came on Monday.\n\n“The court has heard all.\n\n“It finds no fault,” Ruth Stone said."
    ).quotes
    assert [quote.speaker for quote in quotes] == ["Ruth Stone", "Ruth Stone"]


def test_a_clause_without_a_subject_goes_on_with_the_speaker(enriched: Enrich) -> None:
    quotes = enriched("Ruth Stone called it “a big mess” and said Paul Greene “never came home.”").quotes
    assert [(quote.cue, quote.speaker) for quote in quotes] == [
        ("called", "Ruth Stone"),
        ("said", "Ruth Stone"),
    ]


NOT_SAID = [
    "One banner read “Water Is Life.”",
    "His cap said “Born Too Late.”",
    "Psychologists call this effect “learned helplessness.”",
    "Officials said “smart” meters would be free.",
    "Analysts warn of a “lost decade” in Europe.",
    "Paul Greene told Radio 2’s “Evening Chair” that he would stay.",
    "The podcast “Cold Rooms” has two million listeners, producer Max Hill said.",
    "Frank “The Hat” Miller was freed on Friday.",
    "The choir sang “When winter leaves the hills” at noon.",
    "The word “duty” comes up in every speech.",
    "Readers of ‘The Old Pier’ and ‘Letters to Rosa’ will like it.",
]


@pytest.mark.parametrize("text", NOT_SAID)
def test_words_that_nobody_says(enriched: Enrich, text: str) -> None:
    assert enriched(text).quotes == ()


SAID = [
    ("‘It’s over,’ said coach Peter Lang. ‘But we’ll be back.’", ["‘It’s over,’", "‘But we’ll be back.’"]),
    ("«We are ready», Paul Greene said.", ["«We are ready»"]),
    ("Critic Hugo Lane called the show “a glorious mess.”", ["“a glorious mess.”"]),
    (
        "The report listed “broken locks,” “no guards” and “no exits.”",
        ["“broken locks,”", "“no guards”", "“no exits.”"],
    ),
    ("The letter began “Dear all, it is with sadness” and was long.", ["“Dear all, it is with sadness”"]),
    ("The fire “was set by the owner,” according to court papers.", ["“was set by the owner,”"]),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_words_that_somebody_says(enriched: Enrich, text: str, said: list[str]) -> None:
    assert [quote.text for quote in enriched(text).quotes] == said
