"""Clean finds the article in the scrape: body, headline, byline, dateline, agency, date, language.

core.py        the steps in their order
html/          a page: parsed, its boxes known, its article found
markup/        what a page says of itself: headline, authors, dates, address
lines/         the lines of a scrape: joined to paragraphs, told from the page's boilerplate
opening/       what an article opens and closes with: headline, bylines, dateline, agency, stamps
characters.py  encodings and Unicode repaired
language.py    the language of the body
"""
