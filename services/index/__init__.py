"""Index: what was published, again and again, and as part of which story. The state is all in the store.

core.py             prepare: what can be worked out about one article alone
words.py            the words of a text, and how much each tells
features.py           what an article is compared by
near_duplicates.py  does one text repeat another
stories.py          do two articles tell of one event
revisions.py        which revision is shown
indexing.py         an article takes its place in the store
changelog.py          what a batch tells, of its articles and of others
entry.py            the stage at work
ledger.py           the receipts' way into the store
"""
