"""The page in a real browser: for everybody, whatever is in the articles, by keyboard, without scripts."""

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from schemas import Outcome, Receipt
from services.chassis.kafka import Producer
from services.chassis.records import ProducerRecord
from services.chassis.settings import Settings
from services.line import RECEIPTS
from services.store import open_store
from tests.gateway.serving import index, indexed
from tests.page.conftest import Gateway, OpenWindow
from tests.page.paper import ATTACK, FOREIGN, HOSTILE, LAUNCH, SCRIPT, TAKEN_BACK, UNDATED

expect.set_options(timeout=15_000)
pytestmark = pytest.mark.asyncio(loop_scope="module")

AUDIT = (Path(__file__).parent / "audit.js").read_text()
NARROW = 320
"""CSS pixels: a page must fit without being scrolled sideways (WCAG 2.2, 1.4.10)."""
PAGES = {
    "front": "/",
    "search": "/search?q=said",
    "filtered": "/search?q=police&since=2026-03-01&until=2026-03-31",
    "nothing": "/search?q=zxqv+%22not+there%22&person=Nobody",
    "article": f"/articles/{HOSTILE}",
    "foreign": f"/articles/{FOREIGN}",
    "taken back": f"/articles/{TAKEN_BACK}",
    "copies": "/search?q=lifeboat",
    "each copy": "/search?q=lifeboat&collapse=false",
    "undated": f"/articles/{UNDATED}",
    "quotes": "/quotes",
    "speaker": "/quotes?speaker=Shinzo+Abe",
    "line": "/line",
    "watches": "/watches",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_is_for_everybody(window: OpenWindow, gateway: Gateway, scheme: str) -> None:
    pages = [await window(color_scheme=scheme)]
    if scheme == "light":  # the width is the same in the dark
        pages.append(await window(NARROW, 700, color_scheme=scheme))
    with closing(open_store(Settings(index=gateway.index))) as store:
        [seed] = store.search("denuclearization", source="Kyodo").hits
        [launch] = store.search("lifeboat").hits
        largest = max(store.stories(100).stories, key=lambda story: story.article_count)
    paths = {**PAGES, "seed": f"/articles/{seed.article_id}", "story": f"/stories/{largest.story_id}"}
    paths["story of copies"] = f"/stories/{launch.story_id}"
    wrong = {}
    for name, path in paths.items():
        for number, page in enumerate(pages):
            await page.goto(path)
            wrong[name, number] = await page.evaluate(AUDIT)
    assert {key: said for key, said in wrong.items() if said} == {}


async def test_script_in_an_article_is_text(window: OpenWindow) -> None:
    page = await window()
    await page.goto(f"/articles/{HOSTILE}")
    assert (await page.locator("main h1").inner_text()) == ATTACK
    assert SCRIPT in (await page.locator(".text").inner_text())
    assert "{{ 7*7 }}" in (await page.locator(".text").inner_text())
    for details in await page.locator("details").all():
        await details.locator("summary").click()
    await expect(page.locator(".removed")).to_contain_text(SCRIPT)
    for path in (f"/articles/{HOSTILE}", "/", "/search", "/search?q=alert", "/quotes", "/watches"):
        await page.goto(path)
        assert (
            await page.locator("main :is(script, img, iframe, object, [onerror], [onclick], [style])").count()
        ) == 0
        assert (await page.locator("a[href^='javascript:'], a[href^='data:']").count()) == 0
    await page.goto("/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg src=x onerror=alert(2)%3E")
    assert (await page.locator("#q").input_value()).startswith("<script>alert(1)</script>")
    assert (await page.locator("main :is(script, img)").count()) == 0


async def test_from_the_search_box_to_an_article_with_the_keyboard(window: OpenWindow) -> None:
    page = await window()
    await page.goto("/")
    await page.keyboard.press("Tab")
    skip = page.locator(".skip")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await tab_to(page, "#q")
    await page.keyboard.type("“North Korea”")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/search?q=*")
    assert (await page.locator(".snippet mark").count()) >= 3
    await tab_to(page, ".hits h3 a")
    assert (await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")) == "solid"
    headline = await page.locator(".hits h3 a").first.inner_text()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/articles/*")
    assert (await page.locator("h1").inner_text()) == headline


async def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first of these has the focus."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.locator(selector).first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{selector} can't be reached")


async def test_filters_narrow_and_widen(window: OpenWindow) -> None:
    page = await window()
    await page.goto("/search?q=Japan")
    all_found = await page.locator(".hits > li").count()
    choice = page.locator(".facets section", has_text="Sources").locator("a", has_text="Kyodo")
    await choice.click()
    await page.wait_for_url("**source=Kyodo*")
    assert (await page.locator(".hits > li").count()) < all_found
    for meta in await page.locator(".hits .meta").all_inner_texts():
        assert meta.startswith("Kyodo")
    active = page.get_by_role("list", name="Filters in force").get_by_role("link")
    await expect(active).to_have_count(1)
    await expect(page.locator(".facets [aria-current]")).to_contain_text("Kyodo")
    # new words keep the filters
    await page.locator("#q").fill("Abe")
    await page.locator("#q").press("Enter")
    await page.wait_for_url("**q=Abe*")
    await expect(active).to_have_count(1)
    await active.click()
    await page.wait_for_url(re.compile(r"/search\?q=Abe$"))
    await page.locator(".facets section", has_text="Days").locator("a").first.click()
    await expect(active).to_have_text(re.compile("^Day"))


async def test_copies_are_one_result_that_opens(window: OpenWindow) -> None:
    page = await window()
    await page.goto("/search?q=lifeboat")
    hits = page.locator(".hits > li")
    await expect(hits).to_have_count(1)
    await expect(hits.locator("h3 a")).to_have_attribute("href", f"/articles/{LAUNCH}")
    await expect(page.locator(".rubric").first).to_contain_text("4 articles, 3 of them copies, best first")
    copies = hits.locator(".copies")
    await expect(copies.locator("summary")).to_have_text("Also in 3 sources")
    await expect(copies.locator("li").first).to_be_hidden()
    await tab_to(page, ".copies summary")
    await page.keyboard.press("Enter")
    await expect(copies.locator("li")).to_have_count(3)
    last = copies.locator("li").last
    await expect(last).to_contain_text("example.com, undated, seen 21 March 2026")
    at_the_source = last.get_by_role("link", name="at the source")
    await expect(at_the_source).to_have_attribute("href", "https://www.news-3.example.com/launch-4")
    await page.get_by_role("link", name="Show each for itself").click()
    await expect(hits).to_have_count(4)
    # what narrows keeps it, and it leads back
    await page.locator(".facets section", has_text="Sources").locator("a", has_text="Post").click()
    await expect(hits).to_have_count(1)
    await expect(hits.locator("h3 a")).to_have_attribute("href", "/articles/launch-2")
    await page.get_by_role("link", name="Show them together").click()
    await expect(hits.locator(".copies summary")).to_have_text("Also in 3 sources")
    # in its story, too
    await page.goto("/search?q=lifeboat")
    await page.get_by_role("link", name="its story").click()
    piece = page.locator(".day > ol > li")
    await expect(piece).to_have_count(1)
    await piece.locator("summary").click()
    await expect(piece.locator(".copies li")).to_have_count(3)


async def test_light_and_dark_by_the_system_and_by_choice(window: OpenWindow) -> None:
    page = await window(color_scheme="light")
    await page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(paper)
    await page.get_by_role("button", name="Dark page").click()
    dark = await page.evaluate(paper)
    assert dark != light
    await page.goto("/line")
    assert (await page.evaluate(paper)) == dark
    await page.get_by_role("button", name="Light page").click()
    assert (await page.evaluate(paper)) == light
    other = await window(color_scheme="dark")
    await other.goto("/")
    assert (await other.evaluate(paper)) == dark


async def test_times_are_the_readers_own(window: OpenWindow) -> None:
    page = await window(timezone_id="Asia/Tokyo")
    await page.goto(f"/articles/{HOSTILE}")
    time = page.locator(".paper-head time").first
    assert (await time.get_attribute("datetime")) == "2026-03-21T08:29:05Z"
    assert (await time.inner_text()).startswith("21 March 2026 at 17:29")
    assert (await time.get_attribute("title")) == "21 March 2026, 08:29 UTC"
    with_utc = await window(timezone_id="UTC")
    await with_utc.goto(f"/articles/{HOSTILE}")
    assert (await with_utc.locator(".paper-head time").first.inner_text()) == "21 March 2026, 08:29 UTC"


async def test_marks_can_be_taken_out_of_the_text(window: OpenWindow, gateway: Gateway) -> None:
    page = await window()
    with closing(open_store(Settings(index=gateway.index))) as store:
        [hit] = store.search("denuclearization", source="Kyodo").hits
        article = store.get(hit.article_id)
    assert article is not None
    await page.goto(f"/articles/{hit.article_id}")
    assert (await page.locator(".text").inner_text()).replace("\n", "") == article.text.replace("\n", "")
    person = page.locator(".text .person").first
    line = "element => getComputedStyle(element).borderBottomColor"
    assert (await person.evaluate(line)) != "rgba(0, 0, 0, 0)"
    await page.get_by_role("checkbox", name="People").uncheck()
    assert (await person.evaluate(line)) == "rgba(0, 0, 0, 0)"
    await person.click()
    await page.wait_for_url("**/search?person=*")
    assert (await page.locator(".hits > li").count()) >= 1


async def test_without_scripts_it_is_all_there(window: OpenWindow) -> None:
    page = await window(java_script_enabled=False)
    await page.goto("/")
    assert (await page.locator(".wire li").count()) >= 10
    assert not (await page.get_by_role("button", name="Pause").is_visible())
    await page.locator("#q").fill("Abe")
    await page.get_by_role("button", name="Search").click()
    await page.locator(".hits h3 a").first.click()
    await page.locator("summary", has_text="Annotators").click()
    await expect(page.locator(".identity")).to_be_visible()


async def test_the_wire_shows_what_comes_and_can_be_paused(window: OpenWindow, gateway: Gateway) -> None:
    page = await window()
    await page.goto("/")
    wire = page.locator(".wire")
    await expect(wire.locator("[data-ticker-state]")).to_have_text("Live")
    await index(gateway.broker, [indexed("wire-1", headline=ATTACK, source=SCRIPT)])
    first = wire.locator("li").first
    await expect(first.locator("a")).to_have_text(ATTACK)
    await expect(first.locator("a")).to_have_attribute("href", "/articles/wire-1")
    assert (await wire.locator(":is(script, img)").count()) == 0
    await expect(wire.get_by_role("status")).to_contain_text("New: ")
    pause = wire.get_by_role("button")
    await pause.click()
    await index(gateway.broker, [indexed(f"wire-{number}") for number in range(2, 60)])
    await expect(wire.locator("[data-ticker-state]")).to_have_text("Paused, 40 new")
    await expect(first.locator("a")).to_have_text(ATTACK)
    await pause.click()
    await expect(first.locator("a")).to_have_text(re.compile("^Headline of wire-"))
    assert (await wire.locator("li").count()) == 40
    newest = wire.locator("li", has_text="wire-59")
    await expect(newest).to_have_count(1)
    await index(gateway.broker, [indexed("wire-59", retracted=True, story_id=None), "wire-59"])
    await expect(newest).to_have_count(0)


async def test_the_wire_goes_on_where_it_was(window: OpenWindow, gateway: Gateway) -> None:
    page = await window()
    await page.goto("/")
    state = page.locator("[data-ticker-state]")
    await expect(state).to_have_text("Live")
    await index(gateway.broker, [indexed("before")])
    await expect(page.locator(".wire li", has_text="Headline of before")).to_have_count(1)
    await page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    await expect(state).to_have_text("Not connected")
    await index(gateway.broker, [indexed("meanwhile")])
    await page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    await expect(page.locator(".wire li", has_text="Headline of meanwhile")).to_have_count(1)
    await expect(state).to_have_text("Live")


async def test_the_line_is_kept_fresh(window: OpenWindow, gateway: Gateway) -> None:
    page = await window()
    await page.goto("/line")
    pace = page.locator("[data-stage=clean] [data-is=articles_per_minute]")
    assert (await pace.inner_text()) == "0"
    receipts = [a_receipt(number) for number in range(10)]

    async with Producer(gateway.broker) as producer:
        await producer.deliver(
            [ProducerRecord(RECEIPTS, b"k", one.model_dump_json().encode(), []) for one in receipts]
        )
    await expect(pace).to_have_text("2")
    await expect(page.locator("[data-stage=clean] [data-is=latency_p50]")).to_have_text(
        re.compile(r"\d m?s$")
    )


def a_receipt(number: int) -> Receipt:
    now = datetime.now(UTC)
    return Receipt(
        delivery_id=f"articles.raw:0:{number}:{int(now.timestamp() * 1000) - 250}",
        stage="clean",
        outcome=Outcome.CLEANED,
        at=now,
    )


async def test_the_line_says_when_its_numbers_are_old(window: OpenWindow) -> None:
    page = await window(forgive="503")
    answers = iter([200])

    async def away(route: Route) -> None:
        await (route.continue_() if next(answers, 503) == 200 else route.fulfill(status=503, body="{}"))

    await page.route("**/v1/line", away)
    await page.clock.install()
    await page.goto("/line")
    notice = page.locator("[data-line-problem]")
    await expect(notice).to_be_hidden()
    await page.clock.run_for(5000)
    await expect(notice).to_contain_text("the gateway answered 503")
