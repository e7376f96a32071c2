"""What a page's markup says of its article: headline, authors, dates, address."""
