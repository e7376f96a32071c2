"""An HTML page: parsed, its boxes known, its article found."""
