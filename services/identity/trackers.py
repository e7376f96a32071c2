"""What in a query says how a reader came, and not what they read.

Two kinds. *Names that nobody gives to content* go whatever their value: those of campaign tools and of
single publishers, as the public lists have them (AdGuard's TrackParamFilter, ClearURLs, Firefox's query
stripping) and as the publishers' own feeds and share buttons append them. *Names that content has, too*
(`ref`, `source`, `cid`, `mod`) go only where their value names a channel: `source=rss` goes,
`source=reuters` stays.

courlan's list (1.4) was looked at and not taken: its pattern has no ends, so that `gallery=`, `glossary=`,
`keyword=`, `reference=` and `eid=` go for trackers. That is right for a crawler, which loses a page, and
wrong for an identity, where two articles would become one and the later overwrite the earlier.
"""

import re
from collections.abc import Sequence

Pair = tuple[str, str]

ALWAYS = re.compile(
    # campaign tools
    r"utm[_-]\w+|hsa_\w+|(?:mtm|pk|piwik|matomo)_(?:campaign|cid|content|group|keyword|kwd|medium|placement|source)"
    r"|itm_\w+|ga_(?:campaign|content|medium|place|source|term)|_ga|_gl|_gac|gad_(?:source|campaignid)"
    r"|gclsrc|[gw]braid"
    r"|fbclid|gclid|dclid|twclid|ttclid|yclid|ymclid|msclkid|srsltid|sccid|rdt_cid|li_fat_id|epik|irgwc"
    r"|igshid|igsh|wickedid|zanpid|_openstat|yadclid|yadordid|ysclid|gs_l|gclaw"
    r"|mc_(?:cid|eid|tc)|mkt_tok|_hsenc|_hsmi|__hs(?:sc|tc|fp)|hsctatracking|_k[ex]|vero_(?:id|conv)"
    r"|oly_(?:enc|anon)_id|ml_subscriber(?:_hash)?|dm_[it]|elq(?:trackid|track|aid|at|campaignid|cst)"
    r"|sc_(?:lid|uid|llid|customer|eh|src|cid|camp)|s_kwcid|s_cid|ef_id|awt_lm?|bsft_\w+|mkevt|mkcid"
    r"|_bta_(?:tid|c)|trk_(?:contact|msg|module|sid)|nr_email_referer|sib_id|ck_subscriber_id"
    r"|dicbo|ob(?:origurl|ref|click)|tblci|cx_\w+|cxrecs_s|kwp_\d|hootpostid|crlt\.pid|spm|scm|awesm|sms_ss"
    r"|ns_(?:campaign|mchannel|source|linkname|fee)|at_(?:campaign(?:_type)?|medium|custom\d|format|ptr_name"
    r"|link_(?:id|type|origin)|bbc_team|creation|variant|network|emission|recipient_\w+|send_date)"
    r"|wt[._](?:mc(?:[._]\w+)?|zmc|tsrc|nav|srch|svl|rss\w*|cg_\w)|wtmc"
    r"|sf\d{5,}|sf_(?:source|medium|campaign)|fb_(?:ref|source|action_ids|action_types|comment_id|news_token)"
    r"|ref_(?:src|url|source|campaign)|refsrc|referr?er|referring_?source|spref|trk(?:campaign|info)?"
    r"|tracking_?id|soc_(?:src|trk)|ss_(?:source|campaign_\w+|email_id)|guccounter|guce_\w+|isappinstalled|mpshare"
    r"|share_?(?:id|type|token|source|medium|plat|from|bar)|sharesource|__twitter_impression|_branch_\w+"
    r"|amp_(?:js_v|gsa|kit|markup|r|ct|cb)|usqp|aoh|phpsessid|jsessionid|aspsessionid\w*|_unique_id|cn-reloaded"
    # publishers' own
    r"|cmpid|cmp_id|ocid|ncid|icid|int_?c(?:mp|id)|intcmp|int_(?:source|medium|campaign)|int_?target|inttarget"
    r"|ftag|bhid|smid|smtyp|smprod|sref|taid|ito|mbid|xtor|xtref|xts|xtcr|xtmc|bxid|cndid|esrc|hash[abc]|emc|emci"
    r"|emdi|tpcc|ftcamp|segmentid|fsrc|reflink|wpisrc|wpmm|wpmk|hpid|itid|hpt|eref|feed(?:name|type)|\.?tsrc"
    r"|virtualbrandchannel|__source|pfrom|campaign_?id|campaign_?name|campaignsource|unlocked_article_code|_r"
    r"|cvid|xcust|ex_cid|rss_?id|rsssource|ocampaign|newsletter_?id|sadid|sr_share|pushid|dgcid|clickid",
    re.IGNORECASE,
)
"""Names that nobody gives to content."""

SOMETIMES = re.compile(
    r"ref|refer|refid|source|src|s_src|from|via|cid|iid|xid|tid|mid|mod|partner|campaign|camp|cmp|share|shared|feature"
    r"|sns|site_?id|dom|par|origin|medium|channel|sr|soc|social|int|link|lnk|nav|clickfrom|traffic_?source|mkt|nl"
    r"|promo|rpc|icmp|ana|linkid",
    re.IGNORECASE,
)
"""Names that content has, too: they go where their value names a channel."""

_CHANNELS = """
addthis androidapp androidappshare applenews appshare atom clicksource copylink cpc desktopwebshare
djemalertnews e2fb e2li e2tw emailarticle emailshare facebook facebookshare fb fbia fbshare feed
feedburner feeds flipboard frontpage gnews googlediscover googlenews groupmessage hackernews
homepage hp instagram iosapp iosappshare ioshare latestnews linkedin mailto mdr mhp mobilewebshare
mostpopular mostread mostviewed newsbreak newsletter newsletters outbrain pinterest ppc
pushnotification recirc recirculation rss rss1 rss2 rssfeed searchresults sendtofriend shareapp
sharebar sharebutton sharelink sharethis sharetool singlemessage smartnews snapchat soc social
socialflow socialmedia socialshare syndication taboola tcoshare telegram tiktok timeline topnews
topstories tw tweet twitter twitterfeed twittershare twtr webpush webshare whatsapp xmlrss
ycombinator youtu
"""
CHANNELS = frozenset(_CHANNELS.split())
"""Words that name a channel, wherever in the value they stand."""
_BESIDE = """
alert alerts amp android app banner bing bookmark bookmarks bottom breadcrumb button click copy
desktop digg discover drudge e em email embed fark footer front google header hn home icon ig inline
ios latest lead left li link links mail menu mobile msn nav navigation newsalert nl organic
permalink pin popular pos promo push recommended reddit referral related right share shared sharing
sidebar stories syn syndicated tg ticker top trending wa web widget yahoo youtube yt
"""
BESIDE = frozenset(_BESIDE.split())
"""Words that do so where nothing else stands beside them but others, and numbers."""
WORD = re.compile(r"[^\W\d_]+\d?|\d+")
SHORT = 100
"""Characters of a value that can name a channel."""

NEWSLETTER = frozenset({"emc", "campaign_id"})
WITH_NEWSLETTER = frozenset(
    {"partner", "nl", "nlid", "instance_id", "regi_id", "segment_id", "te", "user_id", "ref", "smid"}
)
"""What comes with the address of a link in a newsletter (nytimes.com), and says nothing alone."""
WITH_SHARE, WITH_REFLINK, WITH_CVID = frozenset({"nb"}), frozenset({"st", "mod"}), frozenset({"ei", "pc"})
"""What comes with `share=` (WordPress), `reflink=` (wsj.com) and `cvid=` (msn.com)."""
SHARED_BY_FORBES = re.compile(r"[0-9a-f]{10,16}", re.IGNORECASE)
YES = frozenset({"", "1", "true", "yes", "y", "on"})
A_MOMENT = re.compile(r"\d{10,13}")
A_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}", re.IGNORECASE)


def without_trackers(query: Sequence[Pair]) -> list[Pair]:
    """The parameters that say what is read, in their order."""
    names = {name.casefold() for name, _ in query}
    gone: set[str] = set()
    if names & NEWSLETTER:
        gone |= WITH_NEWSLETTER
    if "reflink" in names:
        gone |= WITH_REFLINK
    if "cvid" in names:
        gone |= WITH_CVID
    if any(name.casefold() == "share" and _is_channel(value) for name, value in query):
        gone |= WITH_SHARE
    return [
        (name, value) for name, value in query if name.casefold() not in gone and not is_tracker(name, value)
    ]


def is_tracker(name: str, value: str) -> bool:
    """Whether a parameter says only how a reader came."""
    if ALWAYS.fullmatch(name) or name == "CMP":
        return True
    if SOMETIMES.fullmatch(name):
        return _is_channel(value) or (name.casefold() == "ref" and A_HOST.fullmatch(value) is not None)
    match name.casefold():
        case "rss" | "frommobile" | "fromrss" | "fromapp" | "noredirect":
            return value.casefold() in YES or _is_channel(value)
        case "sh":
            return SHARED_BY_FORBES.fullmatch(value) is not None
        case "_":
            return A_MOMENT.fullmatch(value) is not None  # what keeps a cache from answering
    return False


def _is_channel(value: str) -> bool:
    """Whether a value names a channel: a feed, a network, a place on a page where a link was followed."""
    if not 0 < len(value) <= SHORT:
        return False
    words = [word.casefold() for word in WORD.findall(value)]
    if any(word in CHANNELS for word in words):
        return True
    named = [word for word in words if not word.isdecimal()]
    return bool(named) and all(word in BESIDE for word in named)
