-- The shop's records. Times are milliseconds since 1970, money is minor units of the order's currency.
-- {states} is the list of the core's own state codes: table and database cannot drift apart.

CREATE TABLE products (
    product_id TEXT    NOT NULL PRIMARY KEY,
    position   INTEGER NOT NULL,
    name_ko    TEXT    NOT NULL,
    name_en    TEXT    NOT NULL,
    unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
    tax        TEXT    NOT NULL CHECK (tax IN ('taxable', 'tax_free'))
) STRICT;

-- Every piece is in one of three places, and their sum is what the shop has: no oversell, no ghosts.
CREATE TABLE stock (
    product_id TEXT    NOT NULL PRIMARY KEY REFERENCES products,
    free       INTEGER NOT NULL CHECK (free >= 0),
    held       INTEGER NOT NULL CHECK (held >= 0),
    sold       INTEGER NOT NULL CHECK (sold >= 0),
    total      INTEGER NOT NULL,
    CHECK (free + held + sold = total)
) STRICT;

CREATE TABLE orders (
    order_id     TEXT    NOT NULL PRIMARY KEY,
    customer_id  TEXT    NOT NULL,
    pg           TEXT    NOT NULL,
    currency     TEXT    NOT NULL,
    total        INTEGER NOT NULL CHECK (total > 0),
    order_name   TEXT    NOT NULL,
    document     TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    -- Set once, when the money is there: shipping reads this column and nothing else.
    fulfilled_at INTEGER
) STRICT;

CREATE TABLE payments (
    payment_id  TEXT    NOT NULL PRIMARY KEY,
    order_id    TEXT    NOT NULL REFERENCES orders,
    pg          TEXT    NOT NULL,
    payment_key TEXT,
    state       TEXT    NOT NULL CHECK (state IN ({states})),
    version     INTEGER NOT NULL CHECK (version > 0),
    document    TEXT    NOT NULL,
    next_due_at INTEGER,
    receipt_url TEXT,
    updated_at  INTEGER NOT NULL
) STRICT;

-- One payment of the PG pays one order. What ended without money lets go of its number: a claim with a
-- stranger's number must not lock the stranger out.
CREATE UNIQUE INDEX payments_key ON payments (pg, payment_key)
    WHERE payment_key IS NOT NULL AND state NOT IN ('declined', 'canceled', 'expired');
-- One attempt at a time. A late approval of an ended attempt only ever goes back, so these may stand beside it.
CREATE UNIQUE INDEX payments_active ON payments (order_id)
    WHERE state IN ('ready', 'confirming', 'awaiting_deposit', 'unknown', 'paid');
CREATE INDEX payments_due ON payments (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX payments_order ON payments (order_id);

CREATE TABLE history (
    payment_id TEXT    NOT NULL REFERENCES payments,
    version    INTEGER NOT NULL,
    from_state TEXT,
    to_state   TEXT    NOT NULL,
    event      TEXT    NOT NULL,
    reason     TEXT,
    at         INTEGER NOT NULL,
    PRIMARY KEY (payment_id, version)
) STRICT;
CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_is_not_erased BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE reservations (
    payment_id TEXT    NOT NULL REFERENCES payments,
    line       INTEGER NOT NULL,
    product_id TEXT    NOT NULL REFERENCES stock,
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    state      TEXT    NOT NULL CHECK (state IN ('held', 'sold', 'released')),
    PRIMARY KEY (payment_id, line)
) STRICT;

-- Webhooks, each once. The body goes when it has been acted upon: it can hold what is a person's.
CREATE TABLE inbox (
    pg          TEXT    NOT NULL,
    webhook_id  TEXT    NOT NULL,
    payment_id  TEXT    NOT NULL REFERENCES payments,
    headers     TEXT,
    body        BLOB,
    received_at INTEGER NOT NULL,
    handled_at  INTEGER,
    PRIMARY KEY (pg, webhook_id)
) STRICT;
CREATE INDEX inbox_payment ON inbox (payment_id);
CREATE INDEX inbox_open ON inbox (received_at) WHERE handled_at IS NULL;

-- What the shop's other systems are told; whoever delivers it sets sent_at.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    payment_id TEXT    NOT NULL REFERENCES payments,
    order_id   TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    sent_at    INTEGER,
    UNIQUE (payment_id, version, state)
) STRICT;

CREATE TABLE alerts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    payment_id TEXT    NOT NULL REFERENCES payments,
    version    INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
    customer_id TEXT    NOT NULL,
    route       TEXT    NOT NULL,
    key         TEXT    NOT NULL,
    fingerprint TEXT    NOT NULL,
    answer      TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (customer_id, route, key)
) STRICT;
