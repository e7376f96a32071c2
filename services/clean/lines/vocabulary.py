"""The words of page furniture, by what they are about: a line made of nothing else is not the article's."""


def word_set(words: str) -> frozenset[str]:
    """The words of a text, separated by white space."""
    return frozenset(words.split())


FILLER = word_set(
    "this the a an on via to by with in your my our us it and or of for more all here now up me be s x"
)
NETWORKS = word_set("""
    bluesky facebook flipboard instagram linkedin mastodon messenger pinterest pocket reddit telegram
    threads tiktok tumblr twitter viber vk wechat weibo whatsapp youtube google
""")
SHARE_ACTIONS = word_set("share shares tweet print email copy bookmark follow url")
SHARE_WORDS = (
    SHARE_ACTIONS
    | NETWORKS
    | FILLER
    | word_set("""
        get short whats app linked you tube tik tok link save send story article page post friend
        friends pin button icon like options tools sharing text size font increase decrease mail e
        sms rss feed plus likes tweets total k click opens new window social media line skype rating
    """)
)
MENU = word_set("""
    about accessibility account advertise africa america americas analysis app apps archive archives
    arts asia auto back business careers cars classifieds columns community conditions contact content
    cookies cricket crime crosswords culture download east economy edition editorial education
    entertainment environment europe events faq features finance food football games golf gallery health
    help home horoscope imprint international jobs latest legal letters lifestyle listen live local log
    login logout magazine main map markets menu middle money most motoring movies music national news
    newsletter newsletters next obituaries opinion pacific photo photos podcast podcasts policy politics
    popular previous privacy profile property radio read register rugby science search section sections
    settings shopping sign site sitemap skip soccer sport sports stocks style subscribe metro fixtures
    results tables scores transfers opinions commentary top newest oldest expand agree donate reviews
    books media society weekend today counties blogs forum forums cartoons lottery puzzles courts
    investigations tech technology tennis terms top travel trending tv uk use video videos watch weather
    world
""")
COMMENT_WORDS = FILLER | word_set("""
    add are be best closed comment comments community conversation discuss discussion disqus facebook
    first guidelines hide join leave load log login newest no oldest policy post read replies reply
    report respond response responses rules see show sort standards view write yet
""")

BUTTON_VERBS = word_set("""
    accept agree allow decline reject add back browse buy cancel change choose clear click close collapse
    copy customise customize download edit enlarge enter expand explore find get go hide join jump leave
    like listen load log manage mute open order play post print rate read refresh reload remove report
    request reset save search see select send show skip start stop submit subscribe tap toggle turn unmute
    update upload view watch write zoom
""")
"""With what a page's button begins."""
BUTTON_THINGS = word_set("""
    account ad ads alert alerts archive archives article articles audio autoplay basket bookmark
    bookmarks browser caption captions cart choices clip code comment comments cookie cookies
    details edition email episode error favorites favourites feedback form fullscreen gallery
    image images language link list location mail menu navigation newer older newsletter
    newsletters notification notifications page password pdf photo photos player playlist
    podcast postcode posts preferences printable profile queue rating recipe reprint reprints
    results review reviews screen section sections settings sidebar slide slideshow stories
    story subscription subtitles tags topics transcript typo version video videos zip
""")
"""What it is for."""
LANGUAGES = word_set("""
    english français deutsch español italiano português nederlands русский العربية 中文 日本語 한국어
    türkçe polski svenska dansk norsk suomi čeština magyar română ελληνικά українська bahasa
    indonesia हिन्दी اردو فارسی tiếng việt ไทย kiswahili en fr de es it pt nl ru ar zh ja ko tr
    pl sv da no fi cs hu ro el uk hi ur fa
""")
"""Names and codes of languages, as a page offers itself in them."""

MONTHS = word_set("""
    january february march april may june july august september october november december
""")
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
STAMPS = word_set("""
    updated published posted modified ago gmt utc et est edt bst ist jst cst cdt pst pdt cet cest wat pht
    publicado publicada actualizado actualizada atualizado atualizada publié publiée modifié pubblicato
    aggiornato veröffentlicht aktualisiert geplaatst bijgewerkt opublikowano опубликовано обновлено نشر
    تحديث
""")
"""What a page prints with a time and an author does not."""
TIME_WORDS = (
    MONTHS
    | DAYS
    | STAMPS
    | {name[:3] for name in MONTHS | DAYS}
    | word_set("""
        a aedt aest am at cest cet created cst cdt ct date day days eest eet filed first h hkt hour hours hr
        hrs issued kst last local m min mins minute minutes month months msk mst mdt mt nd now of on p pdt
        pm read pst pt rd second seconds sept sgt st th the thur thurs time today tues update week weeks
        year years yesterday z and t wat eat pht pkt sast nzst nzdt hst akst noon midnight publication issue
        uhr januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août
        septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre
        octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
        janeiro fevereiro le à às las il mis mise jour horas hs stand eastern central mountain pacific
        standard daylight greenwich mean british summer indian ore alle uur января февраля марта апреля мая
        июня июля августа сентября октября ноября декабря мск آخر بتوقيت غرينتش يناير فبراير مارس أبريل مايو
        يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر março maio junho julho setembro outubro dezembro
        januari februari maart mei augustus
    """)
)

ROLES = word_set("""
    staff writer writers correspondent correspondents reporter reporters editor editors contributor
    columnist bureau
""")
"""What somebody is at a paper."""
PARTICLES = word_set("""
    de da del della di do dos das du van von vom der den ter ten la le las los bin bint al el ben ibn y e zu
    zum zur af av
""")
"""Small words inside a name."""

MENU_ONLY = word_set("""
    home homepage login log sign register subscribe search menu contact about privacy terms newsletter
    newsletters account sitemap edition startseite
""")
"""Words of menus that are no subjects: one at least is in every menu, and in few lists of an article."""
