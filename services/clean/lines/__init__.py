"""The lines of a scrape: joined to paragraphs, told from the page's boilerplate."""
