"""What news English calls countries, cities and regions beside the names in the packages, as plain tables.

A part of a country stands with it as ISO 3166 and the UN have it: Crimea with UA, the West Bank with PS. The
gazetteer's own list of cities' other names is of all languages, without saying of which, and hardly one in
twenty is English (Austin is “Waterloo” there and Casablanca “White House”), so only those that news uses
stand here; a test holds each against that list.
"""

NEWS_NAMES = """
AE Emirates; Emirates UAE
AG Antigua
AZ Nagorno-Karabakh
BA Bosnia; Bosnia-Herzegovina
BN Brunei
BS the Bahamas
CD Congo; Democratic Republic of Congo; Democratic Republic of the Congo; DR Congo; Zaire; Congo-Kinshasa
CG Republic of Congo; Congo-Brazzaville
CI Ivory Coast; Cote d'Ivoire
CN mainland China; Communist China; Red China; Tibet; Xinjiang
CV Cape Verde
CY Northern Cyprus
CZ Czech Republic
DE East Germany; West Germany; Nazi Germany
FK Falklands; Falkland Islands
FM Micronesia
GB Britain; Great Britain; England; Scotland; Wales; Northern Ireland
GE Abkhazia; South Ossetia
IR Persia; Islamic Republic
KN St. Kitts
KP North Korea; N. Korea; North Koreas
KR South Korea; S. Korea; Republic of Korea
LA Laos
LK Ceylon
MD Transnistria
MF Saint Martin
MK Macedonia
MM Burma
MO Macao; Macau
NL Holland
PS Palestine; Palestinian Territories; Palestinian territory; Occupied Palestinian Territories; Gaza Strip
   West Bank; Occupied West Bank
RU Russia; Chechnya; Dagestan; Siberia
SH Saint Helena
SO Somaliland
ST Sao Tome
SX Sint Maarten
SY Syria
SZ Swaziland
TL East Timor
TR Turkey; Turkiye
TT Trinidad; Tobago
TW Republic of China; Chinese Taipei
UA Crimea; Donbas; Donbass; Crimean Peninsula
US America; United States of America; the States; Continental United States
VA Vatican; Vatican City; Holy See
VC Saint Vincent
VG British Virgin Islands
VI U.S. Virgin Islands; US Virgin Islands
VN South Vietnam; North Vietnam; Vietnam
XK Kosovo
ZW Rhodesia
"""
"""Code → names, one country a line; a line that begins with blanks goes on."""

SHORT_NAMES = {
    "US": "US", "USA": "US", "UK": "GB", "UAE": "AE", "DPRK": "KP", "ROK": "KR", "PRC": "CN", "DRC": "CD",
    "KSA": "SA", "PNG": "PG",
}  # fmt: skip
"""Names in capitals, without their dots: “US” is one, “us” and “Us” are not."""

NO_COUNTRY = """
Korea; Koreas; Korean Peninsula; Soviet Union; USSR; Yugoslavia; Americas; North America; South America
Latin America; Central America; Africa; Asia; Europe; Middle East; Atlantic; Pacific; Arctic; North; South
East; West; Central; Eastern; Western; Northern; Southern; Downtown; Midtown; Uptown; Union; Capital; City
"""
"""Names that must not be looked up further: they look like a place of one country and are not."""

OTHER_NAMES = """
AF Mazar-i-Sharif = Mazār-e Sharīf
BD Chittagong = Chattogram; Dacca = Dhaka
BE Bruges = Brugge; Ghent = Gent
BY Gomel = Homyel'
CA Quebec City = Québec
CH Berne = Bern; Lucerne = Luzern
CN Canton = Guangzhou; Nanking = Nanjing; Peking = Beijing; Tientsin = Tianjin
DE Cologne = Köln; Frankfurt = Frankfurt am Main; Hanover = Hannover
DK Aarhus = Århus
ES Saragossa = Zaragoza; Seville = Sevilla
ET Gondar = Gonder
FR Lyons = Lyon; Marseilles = Marseille
GB Hull = Kingston upon Hull; Londonderry = Derry; Newcastle = Newcastle upon Tyne; Stoke = Stoke-on-Trent
   Westminster = City of Westminster
GE Sukhumi = Sokhumi
IN Allahabad = Prayagraj; Bangalore = Bengaluru; Baroda = Vadodara; Benares = Varanasi; Bombay = Mumbai
   Calcutta = Kolkata; Cochin = Kochi; Gurgaon = Gurugram; Madras = Chennai; Mysore = Mysuru; Poona = Pune
   Trivandrum = Thiruvananthapuram; Vizag = Visakhapatnam
IQ Basra = Basrah; Fallujah = Al Fallūjah; Irbil = Erbil
IR Teheran = Tehran
KR Inchon = Incheon; Pusan = Busan; Taegu = Daegu
KZ Nur-Sultan = Astana
LY Misrata = Misratah
MA Fez = Fes; Marrakech = Marrakesh
MM Naypyidaw = Nay Pyi Taw; Naypyitaw = Nay Pyi Taw; Rangoon = Yangon
MN Ulaanbaatar = Ulan Bator
MX Acapulco = Acapulco de Juárez; Juarez = Ciudad Juárez
PH Cebu = Cebu City; Marawi = Marawi City
PL Cracow = Kraków
PS Gaza City = Gaza; Jabaliya = Jabālyā; Jenin = Janīn; Khan Younis = Khān Yūnis
PT Oporto = Porto
RO Cluj = Cluj-Napoca
RU Leningrad = Saint Petersburg; Nizhny Novgorod = Nizhniy Novgorod; Stalingrad = Volgograd
SA Jiddah = Jeddah; Mecca = Makkah; Medina = Madinah
SD Wad Madani = Wad Medani
SO Hargeisa = Hargeysa
SY Daraa = Dar‘ā; Douma = Dūmā; Hama = Ḩamāh; Hasakah = Al Ḩasakah; Kobani = ‘Ayn al ‘Arab; Palmyra = Tadmur
   Raqqa = Ar Raqqah
TR Constantinople = Istanbul
UA Dnepropetrovsk = Dnipro; Kharkov = Kharkiv; Kiev = Kyiv; Lugansk = Luhansk; Lvov = Lviv
   Mykolaiv = Mykolayiv; Odessa = Odesa; Zaporizhzhia = Zaporizhzhya; Zaporozhye = Zaporizhzhya
US L.A. = Los Angeles; New York = New York City; NYC = New York City; Philly = Philadelphia
   Vegas = Las Vegas; Bronx = The Bronx; Washington DC = Washington; D.C. = Washington
   District of Columbia = Washington
VN Danang = Da Nang; Saigon = Ho Chi Minh City
ZA Port Elizabeth = Gqeberha
"""
"""Country → name in the news = name in the gazetteer."""

REGIONS = """
AT Tyrol = Innsbruck
AU New South Wales = Sydney; Queensland = Brisbane; South Australia = Adelaide; Tasmania = Hobart
   Western Australia = Perth; Northern Territory = Darwin; Victoria = Melbourne
BE Flanders = Gent; Wallonia = Liège
CA Alberta = Calgary; British Columbia = Vancouver; Manitoba = Winnipeg; New Brunswick = Moncton
   Newfoundland = St. John's; Newfoundland and Labrador = St. John's; Nova Scotia = Halifax
   Ontario = Toronto; Prince Edward Island = Charlottetown; Quebec = Montréal; Saskatchewan = Saskatoon
CN Guangdong = Guangzhou; Hubei = Wuhan; Sichuan = Chengdu; Yunnan = Kunming; Henan = Zhengzhou
   Hunan = Changsha; Zhejiang = Hangzhou; Jiangsu = Nanjing; Fujian = Fuzhou; Hebei = Shijiazhuang
   Shaanxi = Xi'an; Heilongjiang = Harbin; Guangxi = Nanning; Guizhou = Guiyang; Hainan = Haikou
   Shandong = Jinan; Anhui = Hefei; Xinjiang = Ürümqi; Tibet = Lhasa; Inner Mongolia = Hohhot
DE Bavaria = Munich; Brandenburg = Potsdam; Saxony = Dresden; Hesse = Frankfurt am Main; Thuringia = Erfurt
   Lower Saxony = Hannover; North Rhine-Westphalia = Köln; Baden-Württemberg = Stuttgart
ES Andalusia = Sevilla; Basque Country = Bilbao; Catalonia = Barcelona; Galicia = Vigo
FR Brittany = Rennes; Corsica = Ajaccio; Normandy = Rouen; Provence = Marseille
GB England = London; Northern Ireland = Belfast; Scotland = Glasgow; Wales = Cardiff
ID Aceh = Banda Aceh; Bali = Denpasar; East Java = Surabaya; West Java = Bandung; Central Java = Semarang
   North Sumatra = Medan; Central Sulawesi = Palu; South Sulawesi = Makassar
IN Andhra Pradesh = Visakhapatnam; Assam = Guwahati; Bihar = Patna; Gujarat = Ahmedabad; Haryana = Faridabad
   Jharkhand = Ranchi; Karnataka = Bengaluru; Kerala = Kochi; Madhya Pradesh = Indore; Maharashtra = Mumbai
   Odisha = Bhubaneswar; Orissa = Bhubaneswar; Rajasthan = Jaipur; Tamil Nadu = Chennai
   Telangana = Hyderabad; Uttar Pradesh = Lucknow; Uttarakhand = Dehradun; West Bengal = Kolkata
   Manipur = Imphal; Chhattisgarh = Raipur
IT Lombardy = Milan; Piedmont = Turin; Sardinia = Cagliari; Sicily = Palermo; Tuscany = Florence
   Calabria = Cosenza; Veneto = Verona; Apulia = Bari; Umbria = Perugia; Liguria = Genoa
JP Hokkaido = Sapporo; Okinawa = Naha
MM Rakhine = Sittwe
MX Chiapas = Tuxtla; Chihuahua = Chihuahua; Guerrero = Acapulco de Juárez; Jalisco = Guadalajara
   Sinaloa = Culiacán; Michoacan = Morelia; Nuevo Leon = Monterrey; Sonora = Hermosillo
   Tamaulipas = Reynosa; Yucatan = Mérida
NG Borno = Maiduguri; Rivers State = Port Harcourt
PK Balochistan = Quetta; Khyber Pakhtunkhwa = Peshawar; Sindh = Karachi
PH Mindanao =; Luzon =
PS Gaza Strip = Gaza
RU Chechnya = Grozny; Dagestan = Makhachkala; Siberia =; Tatarstan = Kazan
SD Darfur =
UA Crimea = Simferopol; Donbas =; Donbass =; Donetsk Oblast = Donetsk; Kharkiv Oblast = Kharkiv
VE Zulia = Maracaibo
ZA Eastern Cape = Gqeberha; Gauteng = Johannesburg; KwaZulu-Natal = Durban; Western Cape = Cape Town
"""
"""Country → region = a city in it, by which the gazetteer knows which of its numbered regions is meant."""

SHORT_REGIONS = """
Alabama = AL Ala.; Alaska = AK; Arizona = AZ Ariz.; Arkansas = AR Ark.; California = CA Calif. Cal.
Colorado = CO Colo.; Connecticut = CT Conn.; Delaware = DE Del.; District of Columbia = DC D.C.
Florida = FL Fla.; Georgia = GA Ga.; Hawaii = HI; Idaho = ID; Illinois = IL Ill.; Indiana = IN Ind.
Iowa = IA; Kansas = KS Kan. Kans.; Kentucky = KY Ky.; Louisiana = LA La.; Maine = ME; Maryland = MD Md.
Massachusetts = MA Mass.; Michigan = MI Mich.; Minnesota = MN Minn.; Mississippi = MS Miss.
Missouri = MO Mo.; Montana = MT Mont.; Nebraska = NE Neb. Nebr.; Nevada = NV Nev.; New Hampshire = NH N.H.
New Jersey = NJ N.J.; New Mexico = NM N.M.; New York = NY N.Y.; North Carolina = NC N.C.
North Dakota = ND N.D.; Ohio = OH; Oklahoma = OK Okla.; Oregon = OR Ore. Oreg.; Pennsylvania = PA Pa. Penn.
Rhode Island = RI R.I.; South Carolina = SC S.C.; South Dakota = SD S.D.; Tennessee = TN Tenn.
Texas = TX Tex.; Utah = UT; Vermont = VT Vt.; Virginia = VA Va.; Washington = WA Wash.
West Virginia = WV W.Va.; Wisconsin = WI Wis. Wisc.; Wyoming = WY Wyo.; Alberta = Alta. AB
British Columbia = B.C. BC; Manitoba = Man. MB; New Brunswick = N.B. NB; Newfoundland = N.L. NL
Nova Scotia = N.S. NS; Ontario = Ont. ON; Prince Edward Island = P.E.I. PEI; Quebec = Que. QC
Saskatchewan = Sask. SK; New South Wales = NSW N.S.W.
"""
"""Region = how news shortens it behind a town: as AP does, as older papers did, and as the post does."""

LANDMARKS = """
CN Great Hall of the People; Tiananmen Square; Zhongnanhai
EG Suez Canal; Tahrir Square
FR Eiffel Tower; Élysée; Élysée Palace; Louvre; Notre Dame Cathedral
DE Brandenburg Gate; Bundestag; Reichstag
GB Big Ben; Buckingham Palace; 10 Downing Street; Downing Street; Fleet Street; Gatwick; Heathrow; Holyrood
   Stormont; Wembley Stadium; Whitehall; Windsor Castle
IL Knesset
IN Lok Sabha; Taj Mahal
JP Mount Fuji
KR Blue House
PA Panama Canal
RU Kremlin; Red Square
US Bay Area; Broadway; Camp David; Capitol; Capitol Building; Capitol Hill; Cape Canaveral; Central Park
   East Coast; Foggy Bottom; Golden Gate Bridge; Grand Canyon; Gulf Coast; Ground Zero; Lincoln Memorial
   Long Island
   Madison Square Garden; Mar-a-Lago; Midwest; Mount Rushmore; National Mall; New England
   Oval Office; Pearl Harbor; Pentagon; Rose Garden; Silicon Valley; Statue of Liberty; Times Square
   Trump Tower; Wall Street
   West Coast; West Wing; White House; Yellowstone; Yosemite
VA St. Peter's Square
"""
"""Country → buildings, squares and stretches of land that the news names without a place."""
