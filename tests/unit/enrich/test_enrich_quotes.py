"""Who said what, in small: each way the news puts words into a mouth."""

import pytest

from schemas import EnrichedArticle
from tests.unit.enrich.conftest import Enrich

LEAD = "Prime Minister Shinzo Abe met President Donald Trump in New York. Economist Jesper Koll watched.\n\n"

ONE_QUOTE = [
    ("“We agreed to work closely,” Abe said.", "Shinzo Abe", "said"),
    ('"We agreed to work closely," Abe said.', "Shinzo Abe", "said"),
    ("“We agreed to work closely,” said Abe on Sunday.", "Shinzo Abe", "said"),
    ("“We agreed to work closely,” Abe told reporters after dining at Trump Tower.", "Shinzo Abe", "told"),
    ("“We agreed to work closely,” said Prime Minister Shinzo Abe.", "Shinzo Abe", "said"),
    ("“That will hurt,” Koll, an economist in Tokyo, said.", "Jesper Koll", "said"),
    ("“That will hurt,” Jesper Koll of WisdomTree Japan KK said.", "Jesper Koll", "said"),
    ("“Will that hurt?” asked Koll.", "Jesper Koll", "asked"),
    ("“That will hurt!” Koll warned.", "Jesper Koll", "warned"),
    ("Abe told reporters: “We agreed to work closely.”", "Shinzo Abe", "told"),
    ("Abe said, “We agreed to work closely.”", "Shinzo Abe", "said"),
    ("Abe said in a statement that “we agreed to work closely.”", "Shinzo Abe", "said"),
    ("According to Koll, “that will hurt everybody.”", "Jesper Koll", "According to"),
    ("Before dining with Abe, Trump tweeted that he would be “talking trade.”", "Donald Trump", "tweeted"),
    ("After dinner with Trump, Abe said he had a “very constructive” discussion.", "Shinzo Abe", "said"),
    ("Abe said they met Trump for hours, adding, “We had a good discussion.”", "Shinzo Abe", "adding"),
    ("“It will all work out!” Trump said in a recent tweet.", "Donald Trump", "said"),
    ("When Abe arrived, he said, “We agreed to work closely.”", "Shinzo Abe", "said"),
    ("“That will hurt,” a spokesman for Trump said.", None, "said"),
    ("“That will hurt,” Abe’s spokesman said.", None, "said"),
    ("“That will hurt,” the economy minister said.", None, "said"),
    ("“We'll seek a ‘win-win' outcome that benefits all,” Abe said.", "Shinzo Abe", "said"),
    ("“We know the word “trade” and like it,” Abe said.", "Shinzo Abe", "said"),
    ("Abe continued:\n\n“We agreed to work closely.”", "Shinzo Abe", "continued"),
]

NO_QUOTE = [
    "The so-called “forgotten men” of Ohio voted for the party.",
    "Critics of “Abenomics” were many in Tokyo.",
    "Trump sells his “art of the deal” to everybody.",
    "Abe said he had read “The Art of the Deal” twice.",
    "The song “Yesterday” was played at the dinner.",
    "Abe called his plan “Abenomics” years before.",
    "The film “Lost in Translation” was shot in Tokyo.",
    'He is 6\'2" tall and the screen is 27" wide.',
    "The “win-win” deal was signed on Monday.",
    "It was known as the “Nixon shock” in Japan.",
]


@pytest.mark.parametrize(("paragraph", "speaker", "cue"), ONE_QUOTE)
def test_a_quote_has_its_speaker_and_cue(enriched: Enrich, paragraph: str, speaker: str, cue: str) -> None:
    article = enriched(LEAD + paragraph)
    assert [(quote.speaker, quote.cue) for quote in article.quotes] == [(speaker, cue)]
    assert whole(article)


@pytest.mark.parametrize("paragraph", NO_QUOTE)
def test_scare_quotes_and_titles_are_no_quotes(enriched: Enrich, paragraph: str) -> None:
    assert enriched(LEAD + paragraph).quotes == ()


def test_both_parts_of_a_split_quote_have_the_speaker(enriched: Enrich) -> None:
    article = enriched(LEAD + "“It will hurt,” Koll said. “It is a huge threat.”")
    assert [(quote.text, quote.speaker, quote.cue) for quote in article.quotes] == [
        ("“It will hurt,”", "Jesper Koll", "said"),
        ("“It is a huge threat.”", "Jesper Koll", "said"),
    ]


def test_two_speakers_in_one_paragraph_are_kept_apart(enriched: Enrich) -> None:
    article = enriched(LEAD + "“It will hurt,” Koll said. “It will all work out,” Trump replied.")
    assert [quote.speaker for quote in article.quotes] == ["Jesper Koll", "Donald Trump"]


def test_a_quote_goes_on_in_the_next_paragraph(enriched: Enrich) -> None:
    article = enriched(LEAD + "Koll said: “It will hurt.\n\n“It is a huge threat.”\n\nNobody answered.")
    assert [quote.text for quote in article.quotes] == ["“It will hurt.", "“It is a huge threat.”"]
    assert [quote.speaker for quote in article.quotes] == ["Jesper Koll", "Jesper Koll"]


def test_he_is_who_spoke_last(enriched: Enrich) -> None:
    article = enriched(LEAD + "“It will hurt,” Koll said.\n\n“It is a huge threat,” he added.")
    assert [quote.speaker for quote in article.quotes] == ["Jesper Koll", "Jesper Koll"]


def test_nobody_is_guessed(enriched: Enrich) -> None:
    article = enriched("“It is a huge threat to all of us,” officials said.\n\n“We will see,” he added.")
    assert [quote.speaker for quote in article.quotes] == [None, None]


def test_a_sentence_on_its_own_is_a_quote_without_a_cue(enriched: Enrich) -> None:
    article = enriched(
        "The hall fell silent.\n\n“We will never forget what happened here.”\n\nThen all left."
    )
    assert [(quote.speaker, quote.cue) for quote in article.quotes] == [(None, None)]


def whole(article: EnrichedArticle) -> bool:
    return all(article.text[quote.start : quote.end] == quote.text for quote in article.quotes)
