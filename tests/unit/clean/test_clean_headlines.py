"""Headlines: never the site's name, a form, a house rule or a notice, and no site's name beside them."""

import json
from collections.abc import Callable

import pytest

from schemas import IngestedArticle
from services.clean.core import clean
from services.clean.opening.no_headlines import is_no_headline
from services.clean.opening.site_titles import is_site, without_shown_site, without_site

HEADLINE = "Ferry to Norholm will run again from Monday"
TEXT = [
    "The ferry to Norholm will run again from Monday, the harbour board said after a two-day meeting.",
    "Repairs to the quay took five weeks longer than planned because a crane from Eskdal came late.",
    "Tickets that were bought for the lost weeks can be handed back at the harbour office until June 30.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
Ingested = Callable[..., IngestedArticle]

FORMS = """Enter your city, state or ZIP|Enter your city…|Please type your station name|Search…|Search for:|
Confirm your email address|Your email address|Find your city|Enter ZIP code|Enter a location|Select a country|
Forgot your password? Get help|Don't have an account?|Sign up for our newsletter|Sign in to your account|
Create a new account|Sign in or register|Log in|Choose your location|Enter keywords""".replace(
    "\n", ""
).split("|")
RULES = """Comments are moderated before they appear|Commenting rules|Comments must be civil and on topic|
Please be respectful and stay on topic|Be the first to comment|Join the conversation|Community guidelines|
Our comment policy|Comments are closed|Rules for commenting|Leave a comment|House rules""".replace(
    "\n", ""
).split("|")
NOTICES = """We use cookies to improve your experience|This site uses cookies.|Manage cookies|Privacy policy|
Jump directly to the content|Skip to main content|You are viewing the archive|Accept all cookies|
Stay up to date with notifications from The Independent|We value your privacy|Cookie settings|
Please enable JavaScript to view this page""".replace("\n", "").split("|")
HEADLINES = """Enter the dragon: China’s new carrier|Search for missing hikers ends|Your money or your life|
Choose life, says mayor|Check your city's air|Find your voice|Police search the city for gunman|Set the date|
Join the fight against cancer|Google uses cookies to track rivals, regulator says|Your city needs you|
Commenters welcome a new law|Sign up or lose out, UK tells firms|Jump to 80 mph kills two|
Name the day, PM told|
Comments by president anger allies|Privacy law passes Senate|Cookies recalled over glass fears|
Community rules in village vote|Search resumes for plane|Enter stage left: a new voice|Log cabin burns down|
Address the nation, Biden told|You are what you eat, study finds|Confirm Barrett, senators say""".replace(
    "\n", ""
)


@pytest.mark.parametrize("line", [*FORMS, *RULES, *NOTICES])
def test_no_headline(line: str) -> None:
    assert is_no_headline(line)


@pytest.mark.parametrize("line", HEADLINES.split("|"))
def test_headline_that_begins_like_a_form_or_a_rule(line: str) -> None:
    assert not is_no_headline(line)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("The New York Times", "nytimes.com"),
        ("Los Angeles Times", "latimes"),
        ("BBC News", "bbc.co.uk"),
        ("The Sydney Morning Herald", "smh.com.au"),
        ("ABC7 News", "abc7news.com"),
        ("Island News", "island news"),
        ("CNN.com", "cnn"),
    ],
)
def test_names_that_an_address_or_a_source_tells(name: str, known: str) -> None:
    assert is_site(name, [known, max(known.split("."), key=len)])


@pytest.mark.parametrize(
    "text", ["Trump visits", "Smith wins open", "New York mayor resigns", "Times are hard", "BBC chief"]
)
def test_what_is_no_name_of_the_site(text: str) -> None:
    assert not is_site(text, ["nytimes.com", "nytimes", "bbc.co.uk", "bbc"])


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Island News",
        f"{HEADLINE} - Island News",
        f"{HEADLINE} – Shipping News – World – Island News".replace(" – Shipping News", ""),
        f"{HEADLINE} | World | islandnews.com",
        f"Island News: {HEADLINE}",
        f"Island News | {HEADLINE}",
        f"{HEADLINE} « Island News",
        f"{HEADLINE} | Island News | Island News",
        HEADLINE,
    ],
)
def test_known_name_goes(title: str) -> None:
    assert without_site(title, ["Island News", "islandnews.com"]) == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The Hollis Sentinel",
        f"{HEADLINE} - Hollis Evening Post",
        f"{HEADLINE} — BBC News",
        f"{HEADLINE} | Norholm Today",
        f"{HEADLINE} | World | The Guardian",
        f"World | {HEADLINE} | Reuters",
        f"{HEADLINE} - hollis.com",
    ],
)
def test_shown_name_goes(title: str) -> None:
    assert without_shown_site(title, []) == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        "Update | Deceased Clarendon crash victims identified",
        "BUDGET 3.0 | Sars gets R4bn to hire army of debt collectors",
        "Best cheap homemade costumes | 2020",
        "Letters to the Editor — May 21, 2018",
        "Trump, Macron meet - and argue",
        "Mayor resigns: New York Times",
        "Film review: Joker - a dark tale",
        "Ferry, quay and crane - how it all went wrong",
    ],
)
def test_headline_with_a_dash_or_bar_of_its_own(title: str) -> None:
    assert without_shown_site(title, []) == title


def test_name_that_another_line_says_goes() -> None:
    title = f"{HEADLINE} - Norholm Skerries"
    assert without_shown_site(title, ["© 2018 Norholm Skerries"]) == HEADLINE
    assert without_shown_site(title, []) == title


@pytest.mark.parametrize(
    ("first", "known"),
    [
        (f"{HEADLINE} | Norholm Skerries", {"url": "https://www.norholmskerries.com/ferry"}),
        (f"{HEADLINE} - NS Daily", {"source": "NS Daily"}),
        (f"{HEADLINE} | The Hollis Sentinel", {}),
        (f"Norholm Skerries\n{HEADLINE}", {"source": "Norholm Skerries"}),
        (f"Enter your city, state or ZIP\n{HEADLINE}", {}),
        (f"Comments are moderated before they appear\n{HEADLINE}", {}),
        (f"We use cookies on this site\n{HEADLINE}", {}),
    ],
)
def test_plain_text(first: str, known: dict[str, str], ingested: Ingested) -> None:
    assert clean(ingested("\n\n".join([*first.split("\n"), *TEXT]), **known)).headline == HEADLINE


@pytest.mark.parametrize(
    "title",
    [f"{HEADLINE} | Island News", "Island News", "Enter your city or ZIP", f"Island News: {HEADLINE}"],
)
def test_producers_headline(title: str, ingested: Ingested) -> None:
    article = ingested("\n\n".join([HEADLINE, *TEXT]), headline=title, source="Island News")
    assert clean(article).headline == HEADLINE


def page(head: str, body: str) -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}{PARAGRAPHS}</body></html>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<title>{HEADLINE} | Island News</title>", '<a href="/">Island News</a>'),
        (f"<title>Island News » Blog Archive » {HEADLINE}</title>", '<h1><a href="/">Island News</a></h1>'),
        (
            f"<title>{HEADLINE} - World - Isle</title>",
            '<a href="https://isle.example/"><img alt="Isle" src="a"></a>',
        ),
        (
            f'<meta name="og:title" content="{HEADLINE} | IN"><meta name="og:site_name" content="IN">',
            "",
        ),
        (f"<title>{HEADLINE}</title>", "<form><h1>Enter your city or ZIP</h1></form>"),
        (
            f"<title>{HEADLINE}</title>",
            '<div class="cookie-banner"><h1>Your choices, our partners</h1></div>',
        ),
        (f"<title>{HEADLINE}</title>", f"<h1>Comments are moderated</h1><h1>{HEADLINE}</h1>"),
        (f"<title>{HEADLINE}</title>", "<h1>We use cookies</h1>"),
        (
            f'<meta name="og:title" content="Shipping"><meta name="article:section" content="Shipping">'
            f'<meta name="twitter:title" content="{HEADLINE}">',
            "",
        ),
    ],
)
def test_page(head: str, body: str, ingested: Ingested) -> None:
    article = ingested(page(head, body), content_type="text/html", url="https://isle.example/ferry")
    assert clean(article).headline == HEADLINE


def test_page_whose_publisher_stands_in_its_title(ingested: Ingested) -> None:
    said = {"@type": "NewsArticle", "headline": f"{HEADLINE} - NS Daily", "publisher": {"name": "NS Daily"}}
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    assert clean(ingested(page(head, ""), content_type="text/html")).headline == HEADLINE
