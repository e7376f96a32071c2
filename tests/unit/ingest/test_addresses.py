"""Addresses: every spelling of one page is one, and no two pages are."""

from contextlib import suppress

import pytest
from courlan.clean import TRACKERS_RE
from hypothesis import given
from hypothesis import strategies as st

from services.identity import address_id, canonical
from services.identity.trackers import is_tracker


def listed(words: str) -> list[str]:
    return words.split()


STORY = "https://harbour.example/2026/08/ferry-cuts"

PARAMETERS = listed("""
utm_source=rss utm_medium=feed&utm_campaign=x UTM_Term=y fbclid=a gclid=b dclid=c msclkid=d yclid=e
twclid=f ttclid=g igshid=h igsh=i srsltid=j gbraid=k wbraid=l li_fat_id=m mc_cid=1&mc_eid=2 mkt_tok=n
_hsenc=o&_hsmi=1 vero_id=p oly_enc_id=q spm=a2c.1 trk=t trkCampaign=u s_cid=v taid=5f
ss_source=sscampaigns soc_src=x&soc_trk=tw _ga=1.2 _gl=1*x wt_zmc=sm.int wt.mc_id=x WT.mc_id=x
ns_campaign=y&ns_mchannel=social&ns_source=twitter&ns_linkname=x at_medium=RSS at_campaign=64
at_custom1=link CMP=Share_iOSApp_Other cmp=rss CMP=tw_gu ICID=hp_top icid=x intcmp=news INTCMP=x ftag=COS
cid=social_twitter_x cmpid=socialflow-twitter smid=tw-share smtyp=cur sref=x ito=social-facebook
ncid=txtlnk ocid=msedg xtor=RSS-3208 mbid=social partner=rss&emc=rss
emc=edit_th_2026&nl=todaysheadlines&nlid=1 mod=rss_world mod=hp_lead_pos1 mod=e2tw mod=djemalertNEWS
ref=rss ref=homepage ref=nav ref=hp-top-stories ref=news.aggregator.com ref_src=twsrc%5Etfw
source=twitter src=rss from=rss via=facebook share=email share=twitter&nb=1 feature=share
feature=youtu.be referrer=https%3A%2F%2Fx.example referer=x sh=4f1b2c3d4e5f sns=tw guccounter=1
guce_referrer=aHR0 tpcc=rss __twitter_impression=true amp_js_v=0.1&usqp=mq331 fb_ref=Default fsrc=rss
ftcamp=crm reflink=share_permalink __source=iosappshare%7Ccom wpisrc=nl&wpmm=1 rss=1
from=singlemessage&isappinstalled=0 sf12345678=1 campaign_id=9 unlocked_article_code=1.abc cvid=7&ei=12
_=1693526400000 dicbo=v2 cx_testId=1 _r=0 xtor=AL-32 eref=rss_top
""")


@pytest.mark.parametrize("parameters", PARAMETERS)
def test_how_a_reader_came_is_no_part_of_an_address(parameters: str) -> None:
    assert canonical(f"{STORY}?{parameters}") == canonical(STORY)
    assert canonical(f"{STORY}?id=5&{parameters}") == canonical(f"{STORY}?id=5")


COPIES = listed("""
https://harbour.example/2026/08/ferry-cuts/amp https://harbour.example/2026/08/ferry-cuts/amp/
https://harbour.example/2026/08/ferry-cuts.amp https://harbour.example/2026/08/ferry-cuts/amp.html
https://harbour.example/amp/2026/08/ferry-cuts https://harbour.example/2026/08/ferry-cuts?amp
https://harbour.example/2026/08/ferry-cuts?amp=1
https://harbour.example/2026/08/ferry-cuts?outputType=amp
https://harbour.example/2026/08/ferry-cuts?output=amp
https://harbour.example/2026/08/ferry-cuts?view=print https://harbour.example/2026/08/ferry-cuts?print=1
https://harbour.example/2026/08/ferry-cuts?print=true https://harbour.example/2026/08/ferry-cuts/print
https://harbour.example/2026/08/ferry-cuts?pagewanted=all https://amp.harbour.example/2026/08/ferry-cuts
https://m.harbour.example/2026/08/ferry-cuts https://mobile.harbour.example/2026/08/ferry-cuts
https://www.m.harbour.example/2026/08/ferry-cuts https://www2.harbour.example/2026/08/ferry-cuts
https://harbour.example/2026/08/ferry-cuts/index.html https://harbour.example//2026/08//ferry-cuts
https://harbour.example/2026/08/ferry-cuts;jsessionid=AB12
https://harbour-example.cdn.ampproject.org/c/s/harbour.example/2026/08/ferry-cuts
https://harbour-example.cdn.ampproject.org/v/s/amp.harbour.example/2026/08/ferry-cuts?amp_js_v=0.1&usqp=mq
https://cdn.ampproject.org/c/s/harbour.example/2026/08/ferry-cuts/amp/
https://www.google.com/amp/s/harbour.example/2026/08/ferry-cuts
https://www.google.co.uk/amp/s/harbour.example/2026/08/ferry-cuts.amp
https://www.google.com/url?rct=j&sa=t&url=https://harbour.example/2026/08/ferry-cuts&ct=ga&usg=x
https://l.facebook.com/l.php?u=https%3A%2F%2Fharbour.example%2F2026%2F08%2Fferry-cuts%3Ffbclid%3Dx&h=AT0
""")


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_for_another_device_has_the_address_of_the_page(copy: str) -> None:
    assert address_id(copy) == address_id(STORY)


def test_an_amp_file_is_the_file() -> None:
    assert canonical("https://a.example/b/ferry-1.amp.html") == canonical("https://a.example/b/ferry-1.html")
    assert canonical("https://www.a.example/news/amp/uk-48123456") == "a.example/news/uk-48123456"


APART = listed("""
/a?id=5 /a?id=6 /a /a?p=12 /a?p=13 /a?page=2 /a?page=3 /a?story=ferry /a?lang=de /a?lang=en /a?hl=fr
/a?edition=uk /a?ref=12345 /a?ref=12346 /a?ref=A-77 /a?source=reuters /a?source=afp /a?src=images
/a?cid=100 /a?cid=101 /a?tid=5 /a?mod=viewthread /a?mod=forumdisplay /a?from=2026-08-01 /a?via=lisbon
/a?partner=12 /a?feature=42 /a?share=77 /a?source=home-office /a?campaign=senate-2026 /a?keyword=ferry
/a?gallery=3 /a?game=4 /a?reference=9 /a?eid=1 /a?glossary=b /a?medium=oil /a?channel=4 /a?sh=news
/a?s=ferry /a?t=20 /a?q=utm_source /a?rss=world /a?amp=240 /a?print=landscape /a?view=42 /a?mode=night
/a?format=long /a?_=1 /tag/amp /tag /wiki/amp /wiki /2026/08/amp /2026/08 /print
/docs/amp/getting-started /docs/getting-started /tags/print /tags /mobile/a /m/a /index /amphibians
/a.ampere /#!/story/5 /#!/story/6 /A /amp-up
""")


def test_no_two_pages_have_one_address() -> None:
    found = {canonical(f"https://harbour.example{path}"): path for path in APART}
    assert sorted(found.values()) == sorted(APART)


HOSTS = listed(
    "harbour.example en.harbour.example de.harbour.example harbour2.example m.com amp.dev m.blogspot.com"
)


def test_no_two_sites_have_one_address() -> None:
    more = ["https://blogspot.com/a", "https://amp.blogspot.com/a", "https://dev/a", "https://com/a"]
    assert len({canonical(each) for each in (*(f"https://{host}/a" for host in HOSTS), *more)}) == len(
        HOSTS
    ) + len(more)


CONTENT = listed("gallery glossary keyword reference eid game session gazette")


@pytest.mark.parametrize("name", CONTENT)
def test_what_courlan_takes_for_a_tracker_and_names_content(name: str) -> None:
    assert not is_tracker(name, "5")


def test_courlan_still_takes_them_for_trackers() -> None:
    """Why its list is not ours; where this fails, look at it again."""
    assert all(TRACKERS_RE.search(name) for name in CONTENT)


parts = st.text("aZ5-_.~%/=&;:+ é漢\ud83d?#!@[]\\amp", max_size=20)
tame = st.text("aZ5-_~/=&+é漢mp.", max_size=20)
hosts = st.sampled_from(["", "www.", "amp.", "m.", "en.m."])


@given(st.sampled_from(["", "[::1]", "127.0.0.1:80", "u:p@", "google.com/amp/s/"]), parts, parts)
def test_any_address_is_read_or_refused(host: str, path: str, query: str) -> None:
    with suppress(ValueError):
        canonical(f"https://{host}harbour.example/{path}?{query}")


@given(hosts, tame, tame)
def test_the_one_spelling_is_its_own(host: str, path: str, query: str) -> None:
    once = canonical(f"https://{host}harbour.example/{path}?{query}")
    assert canonical(f"https://{once}") == once
