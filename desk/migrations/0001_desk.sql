-- The same text serves SQLite and PostgreSQL: whole numbers are BIGINT, moments are microseconds
-- since 1970 (UTC), yes/no is 1/0, and keys are made by the program.

-- One row. Every change takes the next tick of this clock first: that puts changes in one line, in
-- the order of their ticks, so "changed since tick n" misses nothing.
CREATE TABLE clock (at BIGINT NOT NULL);
INSERT INTO clock (at) VALUES (0);

-- `document` is the whole order as the API writes it; the other columns are its index. They stand
-- before it so that a search does not read through the documents.
CREATE TABLE orders (
    seq BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    supplier TEXT NOT NULL,
    leased_until BIGINT,
    changed BIGINT NOT NULL,
    search TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX orders_by_status ON orders (status, seq);
CREATE INDEX orders_by_supplier ON orders (supplier, seq);
CREATE INDEX orders_by_change ON orders (changed);
CREATE INDEX orders_by_lease ON orders (leased_until);

-- Every report that ever came in, undone ones too: a repeated one is known by its id.
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL,
    supplier TEXT NOT NULL,
    number TEXT NOT NULL,
    document TEXT NOT NULL,
    recorded BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    undone BIGINT,
    undone_by TEXT,
    undone_reason TEXT
);
CREATE INDEX reports_by_number ON reports (supplier, number);
CREATE INDEX reports_by_order ON reports (order_id);

-- Who did what. `at` is the tick of the change and `entry` counts within it.
CREATE TABLE history (
    at BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    order_id TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (at, entry)
);
CREATE INDEX history_by_order ON history (order_id, at, entry);

CREATE TABLE users (
    name TEXT PRIMARY KEY,
    password TEXT NOT NULL,
    admin BIGINT NOT NULL,
    created BIGINT NOT NULL
);

-- Keys and sessions are kept as SHA-256 only; `hint` is the key's end, to tell keys apart.
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    who TEXT NOT NULL,
    label TEXT NOT NULL,
    created BIGINT NOT NULL,
    used BIGINT,
    revoked BIGINT
);

CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    until BIGINT NOT NULL
);
