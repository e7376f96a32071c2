"""Places that news is filed from, for datelines in mixed case: “New York —” is a place, “Ann Lee —” is not.

Sources: the cities that stand alone in datelines by the AP Stylebook, the capitals of the world and cities
from which papers outside America file; the states, provinces and countries by their names and by the
abbreviations of datelines, old (“N.M.”, “West Germany”) and postal (“NM”); and, in cities.txt and towns.txt,
the smaller cities of the world and of the English-speaking countries from GeoNames.
"""

import re
import unicodedata
from functools import cache
from importlib import resources

from services.languages import GERMAN

CITY_LIST = """
    Abidjan; Abu Dhabi; Abuja; Accra; Addis Ababa; Ahmedabad; Aleppo; Algiers; Almaty; Amman; Amritsar;
    Amsterdam; Ankara; Antananarivo; Antwerp; Ashgabat; Asmara; Astana; Asuncion; Athens; Atlanta;
    Auckland; Baghdad; Baku; Baltimore; Bamako; Bandar Seri Begawan; Bangalore; Bangkok; Bangui;
    Barcelona; Basel; Basra; Beijing; Beirut; Belfast; Belgrade; Bengaluru; Benghazi; Berlin; Bern;
    Bhopal; Bhubaneswar; Birmingham; Bishkek; Bogota; Bogotá; Bonn; Boston; Brasilia; Bratislava;
    Brazzaville; Brisbane; Brussels; Bucharest; Budapest; Buenos Aires; Cairo; Calcutta; Calgary;
    Canberra; Cape Town; Caracas; Cardiff; Chandigarh; Chennai; Chicago; Chisinau; Cincinnati; Cleveland;
    Cologne; Colombo; Conakry; Copenhagen; Dakar; Dallas; Damascus; Dar es Salaam; Delhi; Denver; Detroit;
    Dhaka; Djibouti; Doha; Donetsk; Dubai; Dublin; Durban; Dushanbe; Edinburgh; Edmonton; Erbil;
    Frankfurt; Freetown; Gaborone; Gaza; Gaza City; Geneva; Glasgow; Goma; Guangzhou; Guatemala City;
    Guwahati; Hamburg; Hanoi; Harare; Havana; Helsinki; Hiroshima; Ho Chi Minh City; Hong Kong; Honolulu;
    Houston; Hyderabad; Indianapolis; Islamabad; Istanbul; Jaipur; Jakarta; Jammu; Jeddah; Jerusalem;
    Johannesburg; Johor Baru; Juba; Kabul; Kampala; Kandahar; Karachi; Kathmandu; Kharkiv; Khartoum; Kiev;
    Kigali; Kingston; Kinshasa; Kochi; Kolkata; Kota Kinabalu; Kuala Lumpur; Kuching; Kuwait; Kuwait City;
    Kyiv; Kyoto; La Paz; Lagos; Lahore; Las Vegas; Leipzig; Lima; Lisbon; Liverpool; Ljubljana; London;
    Los Angeles; Luanda; Lucknow; Lusaka; Luxembourg; Lviv; Lyon; Macau; Madras; Madrid; Male; Managua;
    Manama; Manchester; Manila; Maputo; Marseille; Mecca; Melbourne; Mexico City; Miami; Milan; Milwaukee;
    Minneapolis; Minsk; Mogadishu; Monaco; Monrovia; Montevideo; Montreal; Moscow; Mosul; Mumbai; Munich;
    Muscat; Muzaffarabad; Nagasaki; Nagpur; Nairobi; Naypyidaw; New Delhi; New Orleans; New York;
    New York City; Niamey;
    Nicosia; Nouakchott; Odesa; Oklahoma City; Osaka; Oslo; Ottawa; Ouagadougou; Panama City; Paris;
    Patna; Perth; Peshawar; Petaling Jaya; Philadelphia; Phnom Penh; Phoenix; Pittsburgh; Podgorica;
    Port-au-Prince; Port Moresby; Prague; Pretoria; Pristina; Pune; Putrajaya; Pyongyang; Quebec City;
    Quetta; Quito; Rabat; Rafah; Ramallah; Ranchi; Rawalpindi; Reykjavik; Riga; Rio de Janeiro; Riyadh;
    Rome; Salt Lake City; Salvador; San Antonio; San Diego; San Francisco; San Jose; San Juan; San
    Salvador; Sanaa; Santiago; Santo Domingo; Sao Paulo; Sarajevo; Seattle; Seoul; Shanghai; Shenzhen;
    Shimla; Singapore; Skopje; Sofia; Srinagar; St. Louis; St. Petersburg; Stockholm; Strasbourg;
    Stuttgart; Sydney; São Paulo; Taipei; Tallinn; Tashkent; Tbilisi; Tegucigalpa; Tehran; Tel Aviv; The
    Hague; Thimphu; Thiruvananthapuram; Tirana; Tokyo; Toronto; Tripoli; Tunis; Ulaanbaatar; Ulan Bator;
    United Nations; Vancouver; Vatican City; Vienna; Vientiane; Vilnius; Visakhapatnam; Warsaw;
    Washington; Washington DC; Washington D.C.; Wellington;
    Windhoek; Winnipeg; Xian; Yangon; Yaounde; Yerevan; Zagreb; Zurich
"""
STATES = """
    Alabama; Alaska; Arizona; Arkansas; California; Colorado; Connecticut; Delaware; Florida; Georgia;
    Hawaii; Idaho; Illinois; Indiana; Iowa; Kansas; Kentucky; Louisiana; Maine; Maryland; Massachusetts;
    Michigan; Minnesota; Mississippi; Missouri; Montana; Nebraska; Nevada; New Hampshire; New Jersey; New
    Mexico; New York; North Carolina; North Dakota; Ohio; Oklahoma; Oregon; Pennsylvania; Rhode Island;
    South Carolina; South Dakota; Tennessee; Texas; Utah; Vermont; Virginia; Washington; West Virginia;
    Wisconsin; Wyoming; District of Columbia; Puerto Rico; Guam; Ala.; Ariz.; Ark.; Calif.; Cal.; Colo.;
    Conn.; D.C.; Del.; Fla.; Ga.; Ill.; Ind.; Kan.; Kans.; Ky.; La.; Mass.; Md.; Mich.; Minn.; Miss.; Mo.;
    Mont.; N.C.; N.D.; N.H.; N.J.; N.M.; N.Y.; Neb.; Nebr.; Nev.; Okla.; Ore.; Oreg.; Pa.; R.I.; S.C.;
    S.D.; Tenn.; Tex.; Va.; Vt.; W.Va.; W. Va.; Wash.; Wis.; Wisc.; Wyo.; P.R.; AL; AK; AZ; AR; CA; CO;
    CT; DC; DE; FL; GA; HI; IA; ID; IL; IN; KS; KY; LA; MA; MD; ME; MI; MN; MO; MS; MT; NC; ND; NE; NH;
    NJ; NM; NV; NY; OH; OK; OR; PA; RI; SC; SD; TN; TX; UT; VA; VT; WA; WI; WV; WY; Alberta; British
    Columbia; Manitoba; New Brunswick; Newfoundland; Nova Scotia; Ontario; Prince Edward Island; Quebec;
    Saskatchewan; Yukon; Nunavut; Alta.; B.C.; Man.; N.B.; N.L.; N.S.; N.W.T.; Ont.; P.E.I.; Que.; Sask.;
    New South Wales; Queensland; Tasmania; Victoria; South Australia; Western Australia; Northern
    Territory
"""
COUNTRIES = """
    Afghanistan; Albania; Algeria; Andorra; Angola; Antarctica; Argentina; Armenia; Aruba; Australia;
    Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin; Bermuda;
    Bhutan; Bolivia; Bosnia; Bosnia and Herzegovina; Bosnia-Herzegovina; Botswana; Brazil; Britain;
    Brunei; Bulgaria; Burkina Faso; Burma; Burundi; Cambodia; Cameroon; Canada; Cape Verde; Cayman
    Islands; Central African Republic; Chad; Chile; China; Colombia; Comoros; Congo; Democratic Republic
    of Congo; Costa Rica; Cote d'Ivoire; Croatia; Cuba; Cyprus; Czech Republic; Czechia; Czechoslovakia;
    Denmark; Djibouti; Dominica; Dominican Republic; East Germany; East Timor; Ecuador; Egypt; El
    Salvador; England; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Fiji; Finland; France;
    Gabon; Gambia; Gaza; Gaza Strip; Georgia; Germany; Ghana; Gibraltar; Greece; Greenland; Grenada;
    Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras; Hong Kong; Hungary; Iceland; India;
    Indonesia; Iran; Iraq; Ireland; Israel; Italy; Ivory Coast; Jamaica; Japan; Jordan; Kashmir; Indian
    Kashmir; Indian-administered Kashmir; Kazakhstan; Kenya; Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia;
    Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Macedonia; Madagascar; Malawi;
    Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico; Micronesia; Moldova;
    Monaco; Mongolia; Montenegro; Morocco; Mozambique; Myanmar; Namibia; Nepal; Netherlands; The
    Netherlands; New Caledonia; New Zealand; Nicaragua; Niger; Nigeria; North Korea; North Macedonia;
    Northern Ireland; Norway; Oman; Pakistan; Palestine; Palestinian Territories; Panama; Papua New
    Guinea; Paraguay; Peru; Philippines; Poland; Portugal; Qatar; Romania; Russia; Rwanda; Saint Lucia;
    Samoa; Saudi Arabia; Scotland; Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Slovakia;
    Slovenia; Solomon Islands; Somalia; Somaliland; South Africa; South Korea; South Sudan; South Vietnam;
    Soviet Union; Spain; Sri Lanka; Sudan; Suriname; Swaziland; Sweden; Switzerland; Syria; Taiwan;
    Tajikistan; Tanzania; Thailand; Tibet; Togo; Tonga; Trinidad; Trinidad and Tobago; Tunisia; Turkey;
    Türkiye; Turkiye; Turkmenistan; U.A.E.; UAE; U.K.; UK; U.S.; US; USA; U.S.A.; U.S.S.R.; USSR; Uganda;
    Ukraine; United Arab Emirates; United Kingdom; United States; Uruguay; Uzbekistan; Vanuatu; Vatican;
    Venezuela; Vietnam; Wales; West Bank; Occupied West Bank; West Germany; Western Sahara; Yemen;
    Yugoslavia; Zaire; Zambia; Zimbabwe
"""
SEATS = """
    Bronx; The Bronx; Brooklyn; Capitol Hill; Davos; Downing Street; Guantanamo Bay; Kashmir; Manhattan;
    Pentagon; The Pentagon; Silicon Valley; Stormont; Vatican; Wall Street; Westminster; White House; The
    White House; Wimbledon
"""
"""Where news is made that is no city: places of datelines in capitals."""
GROUND_WORDS = """
    Airport; Atoll; Bay; Beach; Border; County; Harbor; Harbour; Heights; Island; Islands; Springs; Township;
    Valley
"""
TOWN_WORDS = """
    City; Cove; Creek; Crossing; Falls; Gap; Gardens; Grove; Hill; Hills; Junction; Lake; Lakes; Landing;
    Meadows; Mills; Mountain; Park; Point; Prairie; Rapids; Ridge; River; Rock; Station; Town; Village
"""
"""Last words of a town’s name that are as often something else."""


def _names(listed: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()).casefold() for name in listed.split(";"))


CITIES = _names(CITY_LIST) | {city.casefold() for city in GERMAN.datelines.dateline_cities}
REGIONS = _names(STATES) | _names(COUNTRIES)
FIRST_WORDS = _names("San; Santa; Saint; St.; Fort; Port; Mount; Cape; Lake")
LAST_WORDS = _names(GROUND_WORDS)
LAST_WORDS_OF_TOWNS = _names(TOWN_WORDS)
PLACES_IN_CAPITALS = _names(SEATS)
TOWN = re.compile(
    r"[a-z]{2,}(?:ton|ville|burgh?|ham|field|town|bury|land|dale|mouth|chester|wick|haven|brook|bridge|minster"
    r"|hurst|combe|stadt|dorf|heim|hausen|grad|gorod|pur|pura|abad|stan|polis)"
)
"""How towns are named in English, German, Russian and the languages of India."""
MOST_WORDS = 3
"""Words of a name that is only built like a city’s; “NEW ZEALAND WOOL STOCKPILE FALLS” is a headline."""
SHORT = 3
"""Letters of an abbreviation that is a word too: “Me”, “OK”, “Man”."""
BETWEEN = re.compile(r"\s*(?:/|,|&|\band\b)\s*", re.IGNORECASE)


def is_city(name: str) -> bool:
    """Whether the name is of a city in the list, in any case, or built like one: “Palm Beach”, “San Remo”."""
    parts = name.casefold().split()
    return name.casefold() in CITIES or (
        1 < len(parts) <= MOST_WORDS and (parts[0] in FIRST_WORDS or parts[-1] in LAST_WORDS)
    )


def is_region(name: str) -> bool:
    """Whether the name is of a country, state or province, as it stands behind a city: “Texas”, “N.M.”."""
    return name.casefold() in REGIONS and (len(name) > 2 or name.isupper())


def is_listed(name: str) -> bool:
    """Whether the name is in the lists of cities and regions, word for word."""
    return name.casefold() in CITIES or (len(name) > SHORT and is_region(name))


def names_city(name: str, listed: bool = False) -> bool:
    """Whether the name is of a city, or of several with one that is: “London/New York”.

    With `listed` a name that is only built like a city's (“Palm Beach”) does not count.
    """
    parts = BETWEEN.split(name[:100])
    return any(part.casefold() in CITIES if listed else is_city(part) for part in parts)


def is_city_of_the_world(name: str) -> bool:
    """Whether the name is of one of some 10,000 cities of GeoNames, in any case, with accents or without.

    It may be a surname too (“Santos”), so it counts for less than the lists here.
    """
    return _folded(name) in _listed_in("cities.txt")


def is_town(name: str) -> bool:
    """Whether a name in capitals is of a city or town anywhere, or of a place like the White House.

    Many towns of the English-speaking countries are surnames too: in mixed case this counts for nothing.
    """
    folded = _folded(name)
    if "-" in name and all(is_city(part) or is_town(part) for part in name.split("-", 3)):
        return True  # “MINNEAPOLIS-ST. PAUL”
    return (
        folded in _listed_in("towns.txt")
        or folded in _listed_in("cities.txt")
        or folded in PLACES_IN_CAPITALS
    )


def is_built_like_town(name: str) -> bool:
    """Whether an unknown name has the form of a town’s: “PLEASANTVILLE”, “TALLOW CREEK”, “CEBU CITY”."""
    parts = _folded(name).split()
    if len(parts) == 1:
        return TOWN.fullmatch(parts[0]) is not None
    first = " ".join(parts[:-1])  # “MANCHESTER CITY” is a club
    is_club = first in CITIES or first in _listed_in("towns.txt")
    return 0 < len(parts) <= MOST_WORDS and parts[-1] in LAST_WORDS_OF_TOWNS and not is_club


def _folded(name: str) -> str:
    """The name in small letters without accents."""
    letters = unicodedata.normalize("NFD", name[:100])
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


@cache
def _listed_in(file: str) -> frozenset[str]:
    lines = resources.files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if not line.startswith("#"))
