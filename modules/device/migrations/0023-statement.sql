-- One request for a bank statement through an account aggregator, from the consent asked for to
-- the data purged. What the bank told rests sealed in `objects`; its lines are entries.
create table statement (
  id text primary key,
  customer_id text not null,
  consent_id text not null,
  status text not null check (status in (
    'asked', 'pending', 'active', 'requested', 'fetched', 'rejected', 'failed', 'purged')),
  handle text unique,
  artefact_id text,
  session_id text unique,
  covers_from date,
  covers_to date,
  accounts int not null default 0,
  lines int not null default 0,
  faults jsonb not null default '[]',
  keeps_until timestamptz,
  asked_at timestamptz not null
);
create index statement_customer on statement (customer_id, asked_at desc);
