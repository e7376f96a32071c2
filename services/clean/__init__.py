"""Clean finds the article in the scrape: body, headline, byline, dateline, agency, date, language."""
