-- One row a check asked of the outside world; its answer is a fact, this row is what it says now.
create table "check" (
  id text primary key,
  customer_id text not null,
  application_id text,
  account_id text,
  kind text not null check (kind in ('pan', 'account', 'sanctions')),
  outcome text not null check (outcome in ('asked', 'passed', 'failed', 'review')),
  score int check (score between 0 and 100),
  reason text,
  asked_at timestamptz not null,
  answered_at timestamptz
);
create index check_customer on "check" (customer_id, kind);
