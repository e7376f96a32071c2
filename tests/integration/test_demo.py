"""`make demo`: what a newcomer sees first works, and shows what there is to see."""

from tests.integration.whole import run


def test_the_demo_shows_the_whole_line() -> None:
    done = run("demo", variables={})
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == 0, err
    assert "\nbalanced\n" in out
    assert err.count("ready broker ") == 1
    seen = {
        "an article": "Japan’s Abe, Trump to continue close coordination on N. Korea",
        "its quotes": "very constructive",
        "the watch": "north-korea",
        "their story": "3 articles · Japan Today, Kyodo, Sputnik",
        "how it grew": "2018-09-23 ▄█ 2018-09-24",
        "a search": "search “trade talks”: Sputnik",
        "its facets": "organisations",
        "the gateway": "/v1/stories",
        "the services": "work per article",
    }
    assert [what for what, text in seen.items() if text not in out] == []
