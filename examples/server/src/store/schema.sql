-- The shop's records. Times are milliseconds since 1970, money is minor units of the order's currency.
-- {states} is the list of the core's state codes, so that the schema cannot differ from the core.
--
-- One text for three databases. A line that begins with [names] is for these databases only. {word} is a code or an id
-- of this server, {id} an id from a PG or a browser, {text} a document, {int} 64 bits, {counter} a number from the
-- database. {new} is IF NOT EXISTS on the database that cannot roll back a CREATE: it continues where it stopped.

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

-- Every piece is free, held or sold, and the sum is constant: no product is oversold and no piece is lost.
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
    -- Set once, when the order is paid: shipping depends on this column only.
    fulfilled_at {int}
){table};

CREATE TABLE {new} payments (
    payment_id  {word} NOT NULL PRIMARY KEY,
    order_id    {word} NOT NULL,
    pg          {word} NOT NULL,
    payment_key {id},
    state       {word} NOT NULL CHECK (state IN ({states})),
    -- Counts changes. A change is stored only over the version that it was computed from: no update is lost.
    version     {int}  NOT NULL CHECK (version > 0),
    document    {text} NOT NULL,
    next_due_at {int},
    receipt_url {text},
    created_at  {int}  NOT NULL,
    updated_at  {int}  NOT NULL,
    -- The worker that drives the payment, and until when no other may: no double work.
    lease_owner {word},
    lease_until {int},
    -- Counts leases. A worker stores only under the newest lease: a worker that was replaced changes nothing.
    fence       {int}  NOT NULL DEFAULT 0,
    -- For the database without partial indexes: the column is NULL where the index does not apply, and NULLs are not
    -- duplicates.
    [mysql] active_key   {id}   AS (CASE WHEN state NOT IN {ended} THEN payment_key END) STORED,
    [mysql] active_order {word} AS (CASE WHEN state IN {active} THEN order_id END) STORED,
    [mysql] UNIQUE INDEX payments_key (pg, active_key), UNIQUE INDEX payments_active (active_order),
    [mysql] INDEX payments_due (next_due_at), INDEX payments_order (order_id),
    [mysql] INDEX payments_state (state, updated_at),
    FOREIGN KEY (order_id) REFERENCES orders (order_id)
){table};

-- One payment of the PG pays one order. A payment that ended without money frees its payment key: a claim with another
-- shopper's key must not block that shopper.
[sqlite postgres] CREATE UNIQUE INDEX payments_key ON payments (pg, payment_key)
[sqlite postgres]     WHERE payment_key IS NOT NULL AND state NOT IN {ended};
-- One active payment for an order. A late approval of an ended payment is only refunded, so those may exist beside it.
[sqlite postgres] CREATE UNIQUE INDEX payments_active ON payments (order_id) WHERE state IN {active};
[sqlite postgres] CREATE INDEX payments_due ON payments (next_due_at) WHERE next_due_at IS NOT NULL;
[sqlite postgres] CREATE INDEX payments_order ON payments (order_id);
-- For an operator's lists.
[sqlite postgres] CREATE INDEX payments_state ON payments (state, updated_at);

CREATE TABLE {new} history (
    payment_id {word} NOT NULL,
    version    {int}  NOT NULL,
    from_state {word},
    to_state   {word} NOT NULL,
    event      {word} NOT NULL,
    reason     {word},
    -- Who decided or requested it, if an operator did.
    operator   {word},
    at         {int}  NOT NULL,
    PRIMARY KEY (payment_id, version),
    -- The first row has no state before it. The allowed changes are the core's.
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

-- Requests to a PG, recorded before they are sent. Sequence numbers are unique: no request is recorded twice.
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

-- Webhooks, each once. The body is deleted after processing: it can hold personal data.
CREATE TABLE {new} inbox (
    pg          {word} NOT NULL,
    webhook_id  {id}   NOT NULL,
    payment_id  {word} NOT NULL,
    headers     {text},
    body        {blob},
    received_at {int}  NOT NULL,
    handled_at  {int},
    -- Until when no other process may take it.
    lease_until {int}  NOT NULL,
    [mysql] INDEX inbox_payment (payment_id), INDEX inbox_open (handled_at, received_at),
    PRIMARY KEY (pg, webhook_id),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
[sqlite postgres] CREATE INDEX inbox_payment ON inbox (payment_id);
[sqlite postgres] CREATE INDEX inbox_open ON inbox (received_at) WHERE handled_at IS NULL;

-- Events for the shop's other systems, in the order of the payment's versions.
CREATE TABLE {new} outbox (
    id         {counter},
    payment_id {word} NOT NULL,
    order_id   {word} NOT NULL,
    version    {int}  NOT NULL,
    state      {word} NOT NULL,
    at         {int}  NOT NULL,
    -- Time of the next attempt; during an attempt the end of its lease; NULL after the last one.
    next_attempt_at {int} DEFAULT 0,
    attempts   {int}  NOT NULL DEFAULT 0,
    -- Counts leases: a process that was paused and replaced stores no outcome.
    fence      {int}  NOT NULL DEFAULT 0,
    sent_at    {int},
    -- Given up, with an alert.
    given_up_at {int},
    [mysql] INDEX outbox_open (next_attempt_at),
    UNIQUE (payment_id, version, state),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
[sqlite postgres] CREATE INDEX outbox_open ON outbox (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- Receivers that answered 410, by the digest of their address, which may hold a secret.
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

-- Accounts that receive refunds of virtual accounts. Personal data: a row is deleted when its refund has ended.
CREATE TABLE {new} refund_accounts (
    payment_id     {word} NOT NULL,
    refund_id      {word} NOT NULL,
    bank_code      {word} NOT NULL,
    account_number {word} NOT NULL,
    holder_name    {id}   NOT NULL,
    PRIMARY KEY (payment_id, refund_id),
    FOREIGN KEY (payment_id) REFERENCES payments (payment_id)
){table};
