"""Organisations that the news names without saying what they are: “Reuters said”, “Tesla rose”, “the Fed”."""

_NAMES = """
Reuters | Associated Press | ASSOCIATED PRESS | AP | AFP | Agence France-Presse | Bloomberg | Xinhua | Kyodo
Yonhap | TASS | Interfax | ANSA | dpa | UPI | PTI | PA Media | BBC | CNN | NBC | CBS | ABC | MSNBC | CNBC
NPR | PBS | Fox News | Fox | Al Jazeera | Sky News | Forbes | Times | Washington Post | New York Times
Wall Street Journal | Post | Breitbart | Politico | POLITICO | BuzzFeed | Guardian | Economist | Axios
Le Monde | Le Figaro | El Pais | Der Spiegel | Bild | Financial Times | Daily Mail | Telegraph
OpenAI | Anthropic | DeepMind | Salesforce | Palantir | Stellantis | BYD | VW | AstraZeneca | DeepSeek
Twitter | Facebook | Instagram | Google | YouTube | Amazon | Apple | Microsoft | Netflix | Uber | Lyft
Airbnb | Tesla | Spotify | Snapchat | Reddit | LinkedIn | WhatsApp | TikTok | ByteDance | WeChat | Telegram
Alibaba | Tencent | Baidu | Huawei | Xiaomi | Didi | Alphabet | Intel | Nvidia | Samsung | Sony | Nokia
Ericsson | Oracle | IBM | Cisco | Qualcomm | Zoom | PayPal | Wirecard | SpaceX | Foxconn | Yahoo | Slack
Toyota | Honda | Nissan | Mazda | Volkswagen | BMW | Daimler | Mercedes | Audi | Porsche | Renault | Peugeot
Fiat | Ferrari | Ford | General Motors | GM | Chrysler | Hyundai | Kia | Volvo | Boeing | Airbus | Lufthansa
Ryanair | EasyJet | Siemens | Bosch | Bayer | BASF | Adidas | Nike | Puma | Nestle | Unilever | Danone
Heineken | Carlsberg | Coca-Cola | Pepsi | PepsiCo | Starbucks | McDonald's | Macy's | Kohl's | Lowe's
Wendy's | Domino's | Sotheby's | Christie's | Levi's | Lloyd's | Sainsbury's | Kellogg's | Walmart | Tesco
Aldi | Lidl | Ikea | Disney | Pixar | Warner Bros | Shell | BP | Exxon | ExxonMobil | Exxon Mobil | Chevron
Gazprom | Rosneft | Lukoil | Petrobras | Aramco | Saudi Aramco | Glencore | Rio Tinto | Pfizer | Moderna
Johnson & Johnson | Novartis | Roche | Sanofi | GlaxoSmithKline | Merck | Eli Lilly | BioNTech
Gilead | Sinovac | Sinopharm
JPMorgan | JP Morgan | J.P. Morgan | Goldman Sachs | Morgan Stanley | Citigroup | Citi | Wells Fargo
Barclays | HSBC | Lloyds | UBS | Credit Suisse | Deutsche Bank | Commerzbank | BNP Paribas
Societe Generale | Santander | UniCredit | Nomura | SoftBank | Mitsubishi | Sberbank | Lehman Brothers
BlackRock | Moody's | S&P | Fitch | Standard & Poor's | Nasdaq | Charles Schwab | Fannie Mae | Freddie Mac
Fed | Federal Reserve | ECB | BOJ | IMF | World Bank
White House | House | Congress | Senate | House of Representatives | Pentagon | Kremlin | Bundestag
Knesset | Duma | Labour | Tories | GOP | Likud | Fidesz | FBI | CIA | NSA | MI5 | MI6 | FSB | KGB | Mossad
NASA | FDA | CDC | EPA | FAA | SEC | DOJ | NYPD | GCHQ | OPEC | WTO | WHO | IAEA | NATO | Nato | UNESCO
UNICEF | OECD | ASEAN | Interpol | Europol | Greenpeace | Amnesty International | Amnesty | Oxfam
Red Cross | Hezbollah | Hamas | Taliban | Islamic State | ISIS | al Qaeda | al-Qaeda | Al Qaeda | Boko Haram
Fatah | Houthis
FIFA | UEFA | IOC | NBA | NFL | MLB | NHL | Arsenal | Chelsea | Manchester United | Manchester City
Tottenham | Everton | Real Madrid | Juventus | AC Milan | Bayern Munich | Borussia Dortmund | Aston Villa
Crystal Palace | West Ham | Leicester City | Ajax | Benfica | Atletico Madrid
"""

ORGANISATIONS = frozenset(name.strip() for line in _NAMES.splitlines() for name in line.split("|")) - {""}
"""Their names as the news writes them: agencies, papers, companies, banks, bodies of state, clubs."""
