"""What an article quotes, tabulates and illustrates: kept or left out by a page's structure alone."""

import pytest

from tests.unit.clean.test_clean_body import (
    ARTICLE,
    BODY,
    FIRST,
    LAST,
    SECOND,
    TEASER,
    THIRD,
    body_of,
    page,
)

TWEET = "The quay is whole again. See you all on the first boat!"
CAPTION = (
    "Harbour master Ola Vik, left, and crane driver Siri Moe look at the mended quay in Norholm on the day "
    "before the first ferry since April is to come in, with the old boat behind them."
)


def article(inside: str) -> str:
    return page(f'<article><h1>Ferry to run again</h1><div class="article-body">{inside}</div></article>')


@pytest.mark.parametrize(
    "box", ["social-media-embed", "video-container", "embed-block embed--social", "c-player"]
)
@pytest.mark.parametrize("kind", ["twitter-tweet", "twitter-video", "bluesky-embed"])
def test_quoted_tweet_is_the_articles_in_any_box(box: str, kind: str) -> None:
    quote = f'<blockquote class="{kind}"><p lang="en">{TWEET}</p></blockquote>'
    found = body_of(article(f'<p>{FIRST}</p><div class="{box}">{quote}</div><p>{SECOND}</p><p>{THIRD}</p>'))
    assert found == [FIRST, TWEET, SECOND, THIRD]


def test_tweet_beside_the_article_is_not() -> None:
    quote = f'<blockquote class="twitter-tweet"><p>{TWEET}</p></blockquote>'
    aside = f'<div class="sidebar"><div class="social">{quote}</div></div>'
    assert body_of(article(f"{ARTICLE}{aside}")) == BODY


def test_rows_are_no_boxes_whatever_their_data_are_called() -> None:
    rows = "".join(
        f'<tr class="oddrow player-2020-{n}"><td>{n}</td><td>Boat {n}</td><td>{n * 40}</td></tr>'
        for n in (1, 2, 3)
    )
    found = body_of(article(f"<p>{FIRST}</p><p>{SECOND}</p><table>{rows}</table><p>{LAST}</p>"))
    assert found == [FIRST, SECOND, "1 | Boat 1 | 40", "2 | Boat 2 | 80", "3 | Boat 3 | 120", LAST]


def test_links_count_against_their_own_line_only() -> None:
    linked = f'{SECOND} <a href="/a">{THIRD}</a>'
    found = body_of(page(f"<div><h1>Ferry to run again</h1>{FIRST}<br><br>{linked}<br><br>{LAST}</div>"))
    assert found[0] == FIRST
    assert found[-1] == LAST


def test_sentences_that_are_one_link_are_teasers() -> None:
    links = '<p><a href="/bridge">Who will pay for the bridge to Norholm in the end?</a></p>' * 2
    partly = f'<p>{SECOND} <a href="/crane">It came on a barge.</a></p>'
    found = body_of(article(f"<p>{FIRST}</p>{partly}<p>{THIRD}</p>{links}<p>{LAST}</p>"))
    assert found == [FIRST, f"{SECOND} It came on a barge.", THIRD, LAST]


@pytest.mark.parametrize(
    "picture",
    [
        '<div class="image top imgTop"><img src="a.jpg"><p>{}</p></div>',
        '<div class="image_image-widget__LYZT4"><img src="a.jpg"><p>{}</p><p>Image: Eva Lund</p></div>',
        '<figure><img src="a.jpg"><p>{}</p></figure>',
        '<table><tbody><tr><td><img src="a.jpg"><div class="info">{}</div></td></tr></tbody></table>',
    ],
)
@pytest.mark.parametrize("is_above", [False, True])
def test_long_captions_of_what_is_called_a_picture(picture: str, is_above: bool) -> None:
    shown = picture.format(CAPTION)
    assert (
        body_of(article(f"{shown}{ARTICLE}" if is_above else f"<p>{FIRST}</p>{shown}{ARTICLE}"))[-4:] == BODY
    )
    assert CAPTION not in body_of(article(f"<p>{FIRST}</p>{shown}{ARTICLE}"))


def test_picture_in_a_list_or_with_a_heading_is_a_part_of_the_article() -> None:
    step = f'<div class="image"><h3>The quay</h3><img src="a.jpg"><p>{CAPTION}</p></div>'
    assert CAPTION in body_of(article(f"<p>{FIRST}</p>{step}<p>{SECOND}</p><p>{LAST}</p>"))


@pytest.mark.parametrize(
    "name", ["d-none d-print-block", "print-only", "show-for-print", "visible-print-block"]
)
def test_what_shows_on_paper_only_is_hidden(name: str) -> None:
    cite = f'<div class="{name}"><p>Citation: Ferry to run again, retrieved on May 4 from Isle.</p></div>'
    assert body_of(article(f"{ARTICLE}{cite}")) == BODY


@pytest.mark.parametrize(("end", "is_kept"), [("it seems.", True), ("it…", False), ("it,...", False)])
def test_standfirst_that_is_cut_off_is_an_excerpt(end: str, is_kept: bool) -> None:
    lead = f"The ferry to Norholm will run again from Monday, and nobody will pay more for {end}"
    shown = (
        f'<h1>Ferry to run again</h1><p class="excerpt">{lead}</p><div class="article-body">{ARTICLE}</div>'
    )
    assert body_of(page(f"<article>{shown}</article>")) == ([lead] if is_kept else []) + BODY


def test_next_and_previous_story_are_no_part_of_it() -> None:
    after = f'<div class="grid-container next-prev"><p>{TEASER}</p></div>'
    assert body_of(article(f"{ARTICLE}{after}")) == BODY
