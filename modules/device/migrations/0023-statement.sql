-- One request for a bank statement through an account aggregator, from the consent asked for to
-- the data purged. What the bank told rests sealed in `objects`; its lines are entries.
create table statement (
  id text primary key,
  customer_id text not null,
  status text not null check (status in (
    'asked', 'pending', 'active', 'requested', 'fetched', 'failed', 'purged')),
  handle text,
  approve_at text,
  reason text,
  covers_from date not null,
  covers_to date not null check (covers_to >= covers_from),
  accounts int not null default 0,
  -- The last digits of each: is the loan paid out to an account the statement is of?
  tails text not null default '',
  lines int not null default 0,
  -- What a quality gate found wrong (SPEC 8), and how messages and statement agree.
  faults text not null default '',
  matched_percent int,
  -- Entries of messages that the statement of their own account does not know.
  conflicts jsonb not null default '[]',
  keeps_until timestamptz,
  asked_at timestamptz not null
);
create index statement_customer on statement (customer_id, asked_at desc);
-- One request at a time: a second one would ask the person twice.
create unique index statement_open on statement (customer_id)
  where status in ('asked', 'pending', 'active', 'requested');
