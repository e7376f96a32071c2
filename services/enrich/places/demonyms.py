"""Peoples: what the news calls those of a country, as a plain table.

No package that is kept up has the demonyms of news: pycountry, Babel and CLDR have none, countryinfo has one
a country. Where one word is the people of two countries it is of the one that the AP Stylebook means by it
(“Congolese”), or of neither (“Korean”). A part of a country stands with it: “Scottish” with GB.
"""

DEMONYMS = """
AD Andorran
AE Emirati
AF Afghan; Afghani
AG Antiguan
AL Albanian
AM Armenian
AO Angolan
AR Argentine; Argentinian; Argentinean
AT Austrian
AU Australian; Aussie; Tasmanian; Queenslander
AZ Azerbaijani; Azeri
BA Bosnian; Bosniak; Herzegovinian; Bosnian Serb; Bosnian Croat; Bosnian Muslim
BB Barbadian; Bajan
BD Bangladeshi
BE Belgian
BF Burkinabe; Burkinabé
BG Bulgarian
BH Bahraini
BI Burundian
BJ Beninese
BM Bermudian; Bermudan
BN Bruneian
BO Bolivian
BR Brazilian
BS Bahamian
BT Bhutanese
BW Botswanan; Motswana; Batswana
BY Belarusian; Belarussian; Byelorussian
BZ Belizean
CA Canadian; Quebecer; Quebecker; Québécois; Albertan; Ontarian; Newfoundlander
CD Congolese
CF Central African
CH Swiss
CI Ivorian
CL Chilean
CM Cameroonian
CN Chinese; Cantonese
CO Colombian
CR Costa Rican
CU Cuban
CV Cape Verdean
CY Cypriot; Greek Cypriot; Turkish Cypriot
CZ Czech
DE German; East German; West German; Bavarian
DJ Djiboutian
DK Danish; Dane
DO Dominican
DZ Algerian
EC Ecuadorian; Ecuadorean
EE Estonian
EG Egyptian
EH Sahrawi
ER Eritrean
ES Spanish; Spaniard; Catalan; Andalusian
ET Ethiopian
FI Finnish; Finn
FJ Fijian
FR French; Corsican; Parisian; Breton
GA Gabonese
GB British; Briton; Brit; English; Scottish; Scot; Welsh; Northern Irish; Londoner
GE Georgian; Abkhaz; Abkhazian
GH Ghanaian
GL Greenlandic; Greenlander
GM Gambian
GN Guinean
GQ Equatorial Guinean; Equatoguinean
GR Greek; Hellenic
GT Guatemalan
GU Guamanian
GY Guyanese
HK Hong Konger
HN Honduran
HR Croatian; Croat
HT Haitian
HU Hungarian
ID Indonesian; Javanese; Balinese; Acehnese
IE Irish
IL Israeli
IN Indian; Punjabi; Gujarati
IQ Iraqi
IR Iranian
IS Icelandic; Icelander
IT Italian; Sicilian; Sardinian; Venetian
JM Jamaican
JO Jordanian
JP Japanese; Okinawan
KE Kenyan
KG Kyrgyz; Kyrgyzstani
KH Cambodian; Khmer
KM Comorian; Comoran
KP North Korean
KR South Korean
KW Kuwaiti
KZ Kazakh; Kazakhstani
LA Lao; Laotian
LB Lebanese
LI Liechtensteiner
LK Sri Lankan; Sinhalese
LR Liberian
LS Basotho
LT Lithuanian
LU Luxembourgish; Luxembourger
LV Latvian
LY Libyan
MA Moroccan
MC Monegasque; Monégasque
MD Moldovan; Moldavian
ME Montenegrin
MG Malagasy; Madagascan
MH Marshallese
MK Macedonian; North Macedonian
ML Malian
MM Burmese; Myanmarese
MN Mongolian
MO Macanese
MR Mauritanian
MT Maltese
MU Mauritian
MV Maldivian
MW Malawian
MX Mexican
MY Malaysian
MZ Mozambican
NA Namibian
NE Nigerien
NG Nigerian
NI Nicaraguan
NL Dutch; Dutchman; Dutchmen
NO Norwegian
NP Nepali; Nepalese
NZ New Zealander; Kiwi
OM Omani
PA Panamanian
PE Peruvian
PG Papua New Guinean; Papua New Guinea
PH Filipino; Philippine; Filipina
PK Pakistani
PL Polish; Pole
PR Puerto Rican
PS Palestinian; Gazan
PT Portuguese
PY Paraguayan
QA Qatari
RO Romanian
RS Serbian; Serb
RU Russian; Chechen; Siberian; Tatar; Muscovite; Dagestani
RW Rwandan
SA Saudi; Saudi Arabian
SB Solomon Islander
SC Seychellois
SD Sudanese
SE Swedish; Swede
SG Singaporean
SI Slovenian; Slovene
SK Slovak; Slovakian
SL Sierra Leonean
SM Sammarinese
SN Senegalese
SO Somali; Somalian; Somalilander
SR Surinamese
SS South Sudanese
SV Salvadoran; Salvadorean; Salvadorian
SY Syrian
SZ Swazi
TD Chadian
TG Togolese
TH Thai
TJ Tajik; Tajikistani
TL Timorese; East Timorese
TM Turkmen
TN Tunisian
TO Tongan
TR Turkish; Turk
TT Trinidadian
TW Taiwanese
TZ Tanzanian
UA Ukrainian; Crimean
UG Ugandan
US American; Texan; Californian; New Yorker; Floridian; Alaskan; Hawaiian; Ohioan; Native American; Hoosier
   Pennsylvanian; Virginian; Alabamian; Minnesotan; Iowan; Nebraskan; Oregonian; Michigander; Arizonan
   New Mexican
UY Uruguayan
UZ Uzbek; Uzbekistani
VA Vatican
VE Venezuelan
VN Vietnamese; South Vietnamese; North Vietnamese
VU Vanuatuan
WS Samoan
XK Kosovar; Kosovan
YE Yemeni
ZA South African
ZM Zambian
ZW Zimbabwean
"""
"""Code → people and adjectives in the singular; a line that begins with blanks goes on."""

CONTINENTALS = frozenset({"latin", "south", "north", "central"})
"""Words before “American” that make it a continent's."""
