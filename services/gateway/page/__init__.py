"""The page people open: server-rendered, small plain scripts on top.

routes.py         which addresses there are, and what they may be asked
front.py          what the front page shows, asked of the store
article_view.py   what an article's and a story's page show
rendering.py      templates/ filled in
static_files.py   static/, as it is sent
problems.py       errors, for people

The rest is pure: marking.py and article_marks.py mark a text, search_links.py writes searches as addresses,
charts.py draws growth, journeys.py reads receipts, wording.py says counts and times.
"""
