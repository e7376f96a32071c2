"""Key phrases and summary in small."""

from tests.unit.enrich.conftest import Enrich

TEXT = (
    "The city council approved a new housing plan on Monday after months of debate. "
    "The housing plan would add thousands of affordable apartments near the old harbor.\n\n"
    "Residents near the old harbor worry about traffic. "
    "Critics of the housing plan say affordable apartments need new schools.\n\n"
    "“No.” Yes. “We will see what comes of it and of us,” one said. "
    "Construction of the affordable apartments starts in the spring."
)


def test_phrases_recur_and_the_best_has_one(enriched: Enrich) -> None:
    phrases = enriched(TEXT).keyphrases
    assert phrases[0].score == 1.0
    assert {"housing plan", "affordable apartments", "old harbor"} <= {phrase.text for phrase in phrases}


def test_a_phrase_is_never_just_a_name(enriched: Enrich) -> None:
    phrases = enriched("Shinzo Abe met Donald Trump in New York. Abe and Trump left New York.").keyphrases
    assert phrases == ()


def test_a_summary_quotes_whole_sentences(enriched: Enrich) -> None:
    summary = enriched(TEXT).summary
    assert 2 <= len(summary) <= 3
    assert summary[0].startswith("The city council approved")
    assert all(sentence in TEXT for sentence in summary)


def test_one_word_has_no_gist(enriched: Enrich) -> None:
    article = enriched("Hello")
    assert (article.keyphrases, article.summary) == ((), ())
