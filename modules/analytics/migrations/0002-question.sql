-- Questions people keep, and what each wording ever asked has cost.
create table question (
  id text primary key,
  title text not null,
  sql text not null,
  chart text not null check (chart in ('table', 'bars', 'line')),
  by text not null,
  made_at timestamptz not null,
  -- Promoted: the aggregate that answers it, once both answers were seen to be equal.
  aggregate_id text references aggregate on delete set null,
  state text not null default 'lake' check (state in ('lake', 'proving', 'live')),
  check ((state = 'lake') or aggregate_id is not null)
);
create index question_aggregate on question (aggregate_id);

-- A wording is a question without its values: `… where state = ?`. Nothing personal is in it.
create table wording (
  fingerprint text primary key check (length(fingerprint) = 64),
  says text not null,
  first_at timestamptz not null
);
create table asking (
  fingerprint text not null references wording,
  business_date date not null,
  by text not null,
  times bigint not null default 0,
  failed bigint not null default 0,
  rows bigint not null default 0,
  bytes bigint not null default 0,
  ms double precision not null default 0,
  primary key (fingerprint, business_date, by)
);
create index asking_day on asking (business_date);
