-- Every fact of the house as people look at it: one row a fact, by whom it is about.

create table trail (
  id text primary key,
  -- The order in which facts came to us: it orders those of one instant.
  seq bigint generated always as identity,
  -- The customer; an install before it was tied to one; or the house.
  key text not null,
  type text not null,
  v int not null check (v > 0),
  topic text not null,
  at timestamptz not null,
  rx timestamptz not null,
  business_date date not null,
  actor text not null,
  cause text,
  correlation text not null,
  policy_version text,
  data jsonb not null
);
create index trail_path on trail (key, at, seq);

-- An install turned out to be a customer's (its facts before `at`, after any earlier link), or a
-- customer turned out to be another, known longer.
create table alias (
  key text not null,
  customer_id text not null check (customer_id like 'cus\_%'),
  at timestamptz not null,
  primary key (key, customer_id, at)
);
create index alias_customer on alias (customer_id);

-- What facts call things by: ids, account numbers, UMRN, UTR. Only hashes: what was typed into the
-- search is then never compared as it stands.
create table handle (
  mark text not null check (length(mark) = 64),
  customer_id text not null check (customer_id like 'cus\_%'),
  -- The field it stood in: `loanId`, `utr`.
  what text not null,
  primary key (mark, customer_id)
);
