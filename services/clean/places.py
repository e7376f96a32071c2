"""Cities that news is filed from, for datelines in mixed case: “New York —” is a place, “Ann Lee —” is not.

Datelines in capitals need no list. Sources: the cities that stand alone in datelines by the AP
Stylebook, and the capitals of the world.
"""

from services.clean.vocabulary import word_set

LIST = """
    Abu Dhabi; Abuja; Accra; Addis Ababa; Algiers; Amman; Amsterdam; Ankara; Athens; Atlanta; Baghdad;
    Baku; Baltimore; Bangkok; Barcelona; Beijing; Beirut; Belgrade; Berlin; Bogota; Boston; Brasilia;
    Brussels; Bucharest; Budapest; Buenos Aires; Cairo; Calgary; Canberra; Cape Town; Caracas; Chicago;
    Cincinnati; Cleveland; Colombo; Copenhagen; Dakar; Dallas; Damascus; Denver; Detroit; Dhaka; Djibouti;
    Doha; Dubai; Dublin; Edinburgh; Frankfurt; Gaza; Gaza City; Geneva; Guangzhou; Guatemala City; Hanoi;
    Harare; Havana; Helsinki; Ho Chi Minh City; Hong Kong; Honolulu; Houston; Indianapolis; Islamabad;
    Istanbul; Jakarta; Jerusalem; Johannesburg; Juba; Kabul; Kampala; Karachi; Kathmandu; Khartoum; Kiev;
    Kigali; Kingston; Kinshasa; Kolkata; Kuala Lumpur; Kuwait City; Kyiv; La Paz; Lagos; Lahore; Las
    Vegas; Lima; Lisbon; London; Los Angeles; Luanda; Lusaka; Luxembourg; Macau; Madrid; Managua; Manama;
    Manila; Maputo; Mecca; Melbourne; Mexico City; Miami; Milan; Milwaukee; Minneapolis; Minsk; Mogadishu;
    Monaco; Monrovia; Montevideo; Montreal; Moscow; Mumbai; Munich; Muscat; Nairobi; New Delhi; New
    Orleans; New York; Nicosia; Oklahoma City; Oslo; Ottawa; Panama City; Paris; Philadelphia; Phnom Penh;
    Phoenix; Pittsburgh; Port-au-Prince; Prague; Pretoria; Pyongyang; Quebec City; Quito; Rabat; Ramallah;
    Reykjavik; Riga; Rio de Janeiro; Riyadh; Rome; Salt Lake City; San Antonio; San Diego; San Francisco;
    San Jose; San Juan; San Salvador; Sanaa; Santiago; Santo Domingo; Sao Paulo; Sarajevo; Seattle; Seoul;
    Shanghai; Singapore; Skopje; Sofia; St. Louis; St. Petersburg; Stockholm; Sydney; São Paulo; Taipei;
    Tallinn; Tashkent; Tbilisi; Tegucigalpa; Tehran; Tel Aviv; Tirana; Tokyo; Toronto; Tripoli; Tunis;
    Ulaanbaatar; United Nations; Vancouver; Vatican City; Vienna; Vientiane; Vilnius; Warsaw; Washington;
    Wellington; Windhoek; Yangon; Yerevan; Zagreb; Zurich
"""
CITIES = frozenset(" ".join(name.split()) for name in LIST.split(";"))
FIRST_WORDS = word_set("New San Santa Saint St. Los Las Fort Port Mount Cape Lake Rio Tel Abu El Ras")
LAST_WORDS = word_set("City Beach Springs Island Islands Valley County Falls Harbor Harbour Bay River")


def is_city(name: str) -> bool:
    """Whether the name is of a city in the list, in any case, or built like one: “Palm Beach”, “San Remo”."""
    parts = name.split()
    return bool(parts) and (
        name in CITIES
        or (name.isupper() and name.title() in CITIES)
        or (len(parts) > 1 and (parts[0] in FIRST_WORDS or parts[-1] in LAST_WORDS))
    )
