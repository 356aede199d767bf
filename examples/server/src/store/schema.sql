-- The shop's records. Times are milliseconds since 1970, money is minor units of the order's currency.
-- {states} is the list of the core's own state codes: table and database cannot drift apart.
--
-- One text for three databases. What follows [names] is for these alone, to the end of the line. {word} is a code
-- or an id of ours, {id} what a PG or a browser made up, {text} a document, {int} 64 bits, {counter} a number that
-- the database gives out. {new} is for the database that cannot undo a creation: it goes on where it stopped.

CREATE TABLE {new} schema_version (
    version {int} NOT NULL PRIMARY KEY
){table};

CREATE TABLE {new} products (
    product_id {word} NOT NULL PRIMARY KEY,
    position   {int}  NOT NULL,
    name_ko    {text} NOT NULL,
    name_en    {text} NOT NULL,
    unit_price {int}  NOT NULL CHECK (unit_price >= 0),
    tax        {word} NOT NULL CHECK (tax IN ('taxable', 'tax_free'))
){table};

-- Every piece is in one of three places, and their sum is what the shop has: no oversell, no ghosts.
CREATE TABLE {new} stock (
    product_id {word} NOT NULL PRIMARY KEY,
    free       {int}  NOT NULL CHECK (free >= 0),
    held       {int}  NOT NULL CHECK (held >= 0),
    sold       {int}  NOT NULL CHECK (sold >= 0),
    total      {int}  NOT NULL,
    CHECK (free + held + sold = total),
    FOREIGN KEY (product_id) REFERENCES products (product_id)
){table};

CREATE TABLE {new} orders (
    order_id     {word} NOT NULL PRIMARY KEY,
    customer_id  {id}   NOT NULL,
    pg           {word} NOT NULL,
    currency     {word} NOT NULL,
    total        {int}  NOT NULL CHECK (total > 0),
    order_name   {text} NOT NULL,
    document     {text} NOT NULL,
    created_at   {int}  NOT NULL,
    -- Set once, when the money is there: shipping reads this column and nothing else.
    fulfilled_at {int}
){table};

CREATE TABLE {new} payments (
    payment_id  {word} NOT NULL PRIMARY KEY,
    order_id    {word} NOT NULL,
    pg          {word} NOT NULL,
    payment_key {id},
    state       {word} NOT NULL CHECK (state IN ({states})),
    -- Counts changes. A change is stored over the version it was made from: no update is lost.
    version     {int}  NOT NULL CHECK (version > 0),
    document    {text} NOT NULL,
    next_due_at {int},
    receipt_url {text},
    created_at  {int}  NOT NULL,
    updated_at  {int}  NOT NULL,
    -- Which process's worker drives it, and until when it has it to itself: no double work.
    lease_owner {word},
    lease_until {int},
    -- Counts leases. A worker stores only under the newest: one that was paused and replaced changes nothing.
    fence       {int}  NOT NULL DEFAULT 0,
    -- In a database without partial indexes: the column of one that does not count is NULL, and NULLs never clash.
    [mysql] active_key   {id}   AS (CASE WHEN state NOT IN {ended} THEN payment_key END) STORED,
    [mysql] active_order {word} AS (CASE WHEN state IN {active} THEN order_id END) STORED,
    [mysql] UNIQUE INDEX payments_key (pg, active_key), UNIQUE INDEX payments_active (active_order),
    [mysql] INDEX payments_due (next_due_at), INDEX payments_order (order_id),
    [mysql] INDEX payments_state (state, updated_at),
    FOREIGN KEY (order_id) REFERENCES orders (order_id)
){table};

-- One payment of the PG pays one order. What ended without money lets go of its number: a claim with a
-- stranger's number must not lock the stranger out.
[sqlite postgres] CREATE UNIQUE INDEX payments_key ON payments (pg, payment_key)
[sqlite postgres]     WHERE payment_key IS NOT NULL AND state NOT IN {ended};
-- One attempt at a time. A late approval of an ended attempt only ever goes back, so these may stand beside it.
[sqlite postgres] CREATE UNIQUE INDEX payments_active ON payments (order_id) WHERE state IN {active};
[sqlite postgres] CREATE INDEX payments_due ON payments (next_due_at) WHERE next_due_at IS NOT NULL;
[sqlite postgres] CREATE INDEX payments_order ON payments (order_id);
-- What an operator looks through.
[sqlite postgres] CREATE INDEX payments_state ON payments (state, updated_at);

CREATE TABLE {new} history (
    payment_id {word} NOT NULL,
    version    {int}  NOT NULL,
    from_state {word},
    to_state   {word} NOT NULL,
    event      {word} NOT NULL,
    reason     {word},
    at         {int}  NOT NULL,
    PRIMARY KEY (payment_id, version),
    -- The first line has no state before it. The moves are the core's own.
    CHECK (from_state IS NULL OR {moves}),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
[sqlite] CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history
[sqlite]     BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
[sqlite] CREATE TRIGGER history_is_not_erased BEFORE DELETE ON history
[sqlite]     BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
[postgres] CREATE FUNCTION history_is_kept() RETURNS trigger LANGUAGE plpgsql AS
[postgres]     $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$;
[postgres] CREATE TRIGGER history_is_kept BEFORE UPDATE OR DELETE ON history
[postgres]     FOR EACH ROW EXECUTE FUNCTION history_is_kept();
[postgres] CREATE TRIGGER history_is_not_emptied BEFORE TRUNCATE ON history
[postgres]     FOR EACH STATEMENT EXECUTE FUNCTION history_is_kept();
[mysql] CREATE TRIGGER IF NOT EXISTS history_is_not_rewritten BEFORE UPDATE ON history
[mysql]     FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'history is append-only';
[mysql] CREATE TRIGGER IF NOT EXISTS history_is_not_erased BEFORE DELETE ON history
[mysql]     FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'history is append-only';

-- Requests to a PG, written before they leave. No two have one number: none is announced twice.
CREATE TABLE {new} calls (
    payment_id   {word} NOT NULL,
    ordinal      {int}  NOT NULL,
    operation    {word} NOT NULL,
    announced_at {int}  NOT NULL,
    PRIMARY KEY (payment_id, ordinal),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};

CREATE TABLE {new} reservations (
    payment_id {word} NOT NULL,
    line       {int}  NOT NULL,
    product_id {word} NOT NULL,
    quantity   {int}  NOT NULL CHECK (quantity > 0),
    state      {word} NOT NULL CHECK (state IN ('held', 'sold', 'released')),
    PRIMARY KEY (payment_id, line),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id),
    FOREIGN KEY (product_id) REFERENCES stock (product_id)
){table};

-- Webhooks, each once. The body goes when it has been acted upon: it can hold what is a person's.
CREATE TABLE {new} inbox (
    pg          {word} NOT NULL,
    webhook_id  {id}   NOT NULL,
    payment_id  {word} NOT NULL,
    headers     {text},
    body        {blob},
    received_at {int}  NOT NULL,
    handled_at  {int},
    -- Until when the process that took it up has it to itself.
    lease_until {int}  NOT NULL,
    [mysql] INDEX inbox_payment (payment_id), INDEX inbox_open (handled_at, received_at),
    PRIMARY KEY (pg, webhook_id),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
[sqlite postgres] CREATE INDEX inbox_payment ON inbox (payment_id);
[sqlite postgres] CREATE INDEX inbox_open ON inbox (received_at) WHERE handled_at IS NULL;

-- What the shop's other systems are told, in the order of the payment's versions.
CREATE TABLE {new} outbox (
    id         {counter},
    payment_id {word} NOT NULL,
    order_id   {word} NOT NULL,
    version    {int}  NOT NULL,
    state      {word} NOT NULL,
    at         {int}  NOT NULL,
    -- When it is tried next, and until when whoever tries it has it to itself; NULL once nothing is left to do.
    next_at    {int}  DEFAULT 0,
    tries      {int}  NOT NULL DEFAULT 0,
    -- Counts who took it up: one that was paused and replaced marks nothing.
    fence      {int}  NOT NULL DEFAULT 0,
    sent_at    {int},
    -- Given up: a person is told.
    dead_at    {int},
    [mysql] INDEX outbox_open (next_at),
    UNIQUE (payment_id, version, state),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
[sqlite postgres] CREATE INDEX outbox_open ON outbox (next_at) WHERE next_at IS NOT NULL;

-- Receivers that said that they are gone, by the digest of their address, which may hold a secret.
CREATE TABLE {new} gone_receivers (
    digest  {word} NOT NULL PRIMARY KEY,
    gone_at {int}  NOT NULL
){table};

CREATE TABLE {new} alerts (
    id         {counter},
    payment_id {word} NOT NULL,
    version    {int}  NOT NULL,
    reason     {word} NOT NULL,
    at         {int}  NOT NULL,
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};

CREATE TABLE {new} idempotency (
    customer_id     {id}   NOT NULL,
    route           {word} NOT NULL,
    idempotency_key {id}   NOT NULL,
    fingerprint     {word} NOT NULL,
    answer          {text} NOT NULL,
    created_at      {int}  NOT NULL,
    PRIMARY KEY (customer_id, route, idempotency_key)
){table};

-- Where a deposited virtual account is refunded to. It is a person's: it goes when its refund has ended.
CREATE TABLE {new} refund_accounts (
    payment_id     {word} NOT NULL,
    refund_id      {word} NOT NULL,
    bank_code      {word} NOT NULL,
    account_number {word} NOT NULL,
    holder_name    {id}   NOT NULL,
    PRIMARY KEY (payment_id, refund_id),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
