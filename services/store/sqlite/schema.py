"""The tables. Times are microseconds since 1970, UTC."""

VERSION = 4
"""`PRAGMA user_version` of the file; it goes up with every change below."""

LEDGER = """
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    delivery_id TEXT NOT NULL UNIQUE,
    article_id TEXT,
    revision TEXT,
    opened_at INTEGER NOT NULL,
    -- the end of the journey, null before: the receipt with this stage and outcome tells the rest
    stage TEXT,
    outcome TEXT,
    conflict INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_by_article ON deliveries (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX deliveries_open ON deliveries (opened_at) WHERE outcome IS NULL;

CREATE TABLE receipts (
    delivery INTEGER NOT NULL REFERENCES deliveries,
    stage TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    detail TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (delivery, stage, outcome)
) WITHOUT ROWID;

CREATE TABLE tally (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""

ARTICLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    -- the earliest moment of any revision, and the latest retraction; null before there is one
    first_at INTEGER,
    first_by TEXT,
    retracted_at INTEGER,
    retracted_by TEXT,
    retraction TEXT,
    retraction_held_at INTEGER,
    -- all below: of the revision that is shown, null where none is
    shown TEXT,
    story_id TEXT,
    duplicate_of TEXT,
    -- where it stands in lists by time, here and in all tables but those of comparing (order.py)
    at INTEGER,
    -- whose it is, as far as anyone says (sources.py)
    source TEXT,
    url TEXT,
    headline TEXT,
    opening TEXT,
    published_at INTEGER,
    accepted_at INTEGER,
    -- terms of who and what it names, 8 bytes each: what facets count
    named BLOB
);
CREATE INDEX articles_by_story ON articles (story_id, at) WHERE story_id IS NOT NULL;
CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX articles_by_time ON articles (at) WHERE shown IS NOT NULL;

-- where each article stands; `key` is the id of the address (schemas.Address), null where it is that of the
-- article itself, as nearly always
CREATE TABLE addresses (
    article INTEGER NOT NULL REFERENCES articles,
    url TEXT NOT NULL,
    key TEXT,
    PRIMARY KEY (article, url)
) WITHOUT ROWID;
CREATE INDEX addresses_by_key ON addresses (key, article) WHERE key IS NOT NULL;

-- what the index stage compares, apart from the rows that searches read: many for each new article
CREATE TABLE candidates (
    article INTEGER PRIMARY KEY REFERENCES articles,
    article_id TEXT NOT NULL,
    -- as it was when the article was shown: `merged` tells where it went since
    story_id TEXT NOT NULL,
    -- the moment that the article is about
    at INTEGER NOT NULL,
    traits TEXT NOT NULL
);
-- the terms by which each is compared, 8 bytes each: what is taken out of `compared` with it
CREATE TABLE compared_by (
    article INTEGER PRIMARY KEY REFERENCES articles,
    terms BLOB NOT NULL
);

CREATE TABLE revisions (
    article INTEGER NOT NULL REFERENCES articles,
    revision TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    moment_at INTEGER NOT NULL,
    moment_by TEXT NOT NULL,
    indexed_at INTEGER NOT NULL,
    standing TEXT NOT NULL,
    document BLOB NOT NULL,
    -- null where it was brought once: what became of the deliveries that brought it before, as JSON
    before TEXT
);
CREATE UNIQUE INDEX revisions_by_article ON revisions (article, revision);

-- the message that was told last, as JSON, and what deliveries changed of other articles (changelog.py)
CREATE TABLE told (
    article INTEGER PRIMARY KEY REFERENCES articles,
    version INTEGER NOT NULL,
    message TEXT NOT NULL,
    owed TEXT
);
-- the last version that was given to a message: one row
CREATE TABLE versions (version INTEGER NOT NULL);
INSERT INTO versions VALUES (0);

-- the terms (terms.py) that filters ask for, by where the article stands in lists
CREATE TABLE terms (
    term INTEGER NOT NULL,
    at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (term, at, article)
) WITHOUT ROWID;

-- the terms by which articles are compared, of bands without a time; new ones apart (comparing.py)
CREATE TABLE compared (
    term INTEGER NOT NULL,
    at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (term, at, article)
) WITHOUT ROWID;
CREATE TABLE compared_new (
    term INTEGER NOT NULL,
    at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (term, at, article)
) WITHOUT ROWID;

-- how the names behind the terms are written, as first seen
CREATE TABLE names (
    term INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

-- only of a shown article, and only with a speaker
CREATE TABLE quotes (
    article INTEGER NOT NULL REFERENCES articles,
    place INTEGER NOT NULL,
    at INTEGER NOT NULL,
    term INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    text TEXT NOT NULL,
    cue TEXT,
    PRIMARY KEY (article, place)
) WITHOUT ROWID;
CREATE INDEX quotes_by_speaker ON quotes (term, at DESC, article DESC, place);

-- what has at least one shown article; kept current with the articles
CREATE TABLE stories (
    story_id TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    weight REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX stories_by_weight ON stories (weight DESC, story_id);

-- the articles of a story by source, and by day
CREATE TABLE parts (
    story_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (story_id, kind, value)
) WITHOUT ROWID;

-- where stories went that turned out to be another; no chains
CREATE TABLE merged (
    story_id TEXT PRIMARY KEY,
    target TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX merged_by_target ON merged (target);

CREATE TABLE watches (
    name TEXT PRIMARY KEY,
    watch TEXT NOT NULL
) WITHOUT ROWID;
"""

TOKENS = "tokenize = 'porter unicode61 remove_diacritics 2'"
"""What is a word, and which words are one."""

TEXTS = (
    f"CREATE VIRTUAL TABLE texts USING fts5 (headline, body, names, marks, {TOKENS});\n"
    "INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25(4.0, 1.0, 2.0, 0.0)');\n"
)
"""`marks` are the terms of an article as words that no text and no query has (`values.mark`)."""
