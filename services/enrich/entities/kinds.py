"""What the words of a name say of the kind of thing it names, before any text is read."""

_ORGANISATION_ENDS = """
academy administration agency airlines airways alliance army assembly association authority bancorp bank
board broadcasting bureau business cabinet caucus center centre chamber channel chemical chemicals church
clinic club coalition college commission committee communications company confederation conference congress
consortium constabulary consulting corporation council court courts democrats department directorate
electric electronics embassy energy enterprise enterprises exchange express faculty federation financial
firm force forces foundation front fund gazette group guard guards herald holding holdings hospital
hospitals industries industry initiative institute institution insurance international journal laboratories
laboratory labs league legion limited lords magazine media ministry mission motor motors movement museum
navy network networks news newspaper office organisation organization panel parliament partners partnership
party petroleum pharma pharmaceutical pharmaceuticals police politburo post press programme radio railways
research reserve resources school secretariat securities senate service services society software solutions
squad studios supermarkets syndicate systems team technologies technology telecom telegraph television times
rovers treasury tribunal tribune trust tv union united university utilities ventures wanderers workers
"""
_COMPANY_FORMS = "ab ag asa bhd bv co corp gmbh inc kk llc llp ltd nv oyj pjsc plc pte sa se sn spa"
_ORGANISATION_STARTS = """
academy agency alliance assembly association bank board bureau center centre chamber church college
commission committee community confederation conference congress council court department directorate
faculty federation foundation fund guild house institute league ministry movement museum office
organisation organization parliament party school secretariat senate society union university
"""
_PLACE_ENDS = {
    "GPE": """city county district governorate oblast parish prefecture province raion region republic
        state territories territory township village""",
    "LOC": """archipelago atoll basin bay beach canyon cape coast creek delta desert falls
        forest glacier gulf heights highlands hill hills island islands isle isles lagoon lake lakes mount
        mountain mountains ocean peak peninsula plains plateau reef river rivers sea seas strait straits
        valley volcano""",
    "FAC": """airport arena avenue barracks base boulevard bridge camp canal castle cathedral
        cemetery dam drive expressway gardens hall harbor harbour highway
        hotel mall monument mosque motorway palace park pier plaza port prison
        racecourse raceway road shrine square stadium station street synagogue temple tower towers
        tunnel turnpike zoo""",
}
_PLACE_STARTS = {
    "LOC": "cape gulf lake mount mt strait straits",
    "GPE": "fort port san santa saint st las são",
}
_COMPANY_NOUNS = """
agency airline bank broadcaster carmaker automaker chain company conglomerate firm giant insurer maker
manufacturer newspaper retailer startup start-up subsidiary tabloid think-tank union watchdog website
"""
_PLACE_NOUNS = """
city town village capital province suburb neighbourhood neighborhood island municipality township prefecture
resort enclave
"""
_COMMON = """
government bank council cabinet state department party committee court board administration minister
president interior justice ministry parliament bc ad ce bce ceo cfo coo gdp pm tv dna aids hiv covid
covid-19 coronavirus internet english university college church army police union company commission
congressman senator islam christianity judaism hinduism buddhism ramadan hajj easter christmas bible koran
quran satan earth moon sun god mr mrs ms dr q1 q2 q3 q4 ipo pmi cpi etf esg a.m. p.m. am i ii n't 's jr. sr.
image photo file press trade transport economy industry health education agriculture
"""

ORGANISATION_ENDS = frozenset([*_ORGANISATION_ENDS.split(), *_COMPANY_FORMS.split()])
"""Last words of organisations' names, lower case."""
ORGANISATION_STARTS = frozenset(_ORGANISATION_STARTS.split())
"""First words of organisations' names that go on with “of” or “for”, lower case."""
PLACE_ENDS = {word: label for label, words in _PLACE_ENDS.items() for word in words.split()}
"""Last words of places' names, lower case, with their label."""
PLACE_STARTS = {word: label for label, words in _PLACE_STARTS.items() for word in words.split()}
"""First words of places' names, lower case, with their label."""
COMPANY_FORMS = frozenset(_COMPANY_FORMS.split())
"""Short last words of companies' names, lower case."""
COMPANY_NOUNS = frozenset(_COMPANY_NOUNS.split())
"""Words right before the name of an organisation: “the carmaker Tesla”."""
PLACE_NOUNS = frozenset(_PLACE_NOUNS.split())
"""Words right before the name of a place, with “of” or without."""

COMMON = frozenset(_COMMON.split())
"""Common nouns, abbreviations and slips that are no name when they stand alone, lower case."""
