"""The tables. Times are microseconds since 1970, UTC."""

VERSION = 1
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
    at INTEGER,
    source TEXT,
    url TEXT,
    headline TEXT,
    opening TEXT,
    published_at INTEGER,
    accepted_at INTEGER,
    traits TEXT,
    terms TEXT
);
CREATE INDEX articles_by_story ON articles (story_id, at) WHERE story_id IS NOT NULL;
CREATE INDEX articles_by_original ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX articles_by_time ON articles (at) WHERE shown IS NOT NULL;

CREATE TABLE revisions (
    article INTEGER NOT NULL REFERENCES articles,
    revision TEXT NOT NULL,
    delivery_id TEXT NOT NULL,
    moment_at INTEGER NOT NULL,
    moment_by TEXT NOT NULL,
    indexed_at INTEGER NOT NULL,
    story_id TEXT,
    duplicate_of TEXT,
    document BLOB NOT NULL
);
CREATE UNIQUE INDEX revisions_by_article ON revisions (article, revision);

-- every exact term that finds an article: band:…, key:…, person:…, place:…
CREATE TABLE terms (
    term TEXT NOT NULL,
    at INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (term, at, article)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE texts USING fts5 (
    headline, body, names, tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO texts (texts, rank) VALUES ('rank', 'bm25(4.0, 1.0, 2.0)');
"""
