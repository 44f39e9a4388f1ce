-- A loan is its terms and its facts; every other column is what `loanAt` said when last asked, kept
-- so that lists can be filtered. `course` is the fold's snapshot, resumed when the next fact comes.
create table loan (
  id text primary key,
  account_number text not null unique,
  customer_id text not null,
  application_id text not null unique, -- One loan an application, whatever is delivered twice.
  product text not null,
  mandate_id text,
  terms jsonb not null,
  cooling_off_until date not null,
  bounce_charge bigint not null check (bounce_charge >= 0),
  bounce_gst_percent text not null,
  status text not null
    check (status in ('sanctioned', 'disbursed', 'active', 'closed', 'written-off', 'cancelled')),
  principal bigint not null check (principal > 0),
  outstanding bigint not null check (outstanding >= 0),
  overdue bigint not null check (overdue >= 0),
  overdue_since date,
  asset_class text not null,
  next_due_on date,
  disbursed_on date not null,
  closed_on date,
  noticed int not null default 0, -- The last instalment whose coming was told, once.
  noc_document_id text,
  course jsonb not null
);
create index loan_customer on loan (customer_id);
create index loan_open on loan (customer_id) where status in ('disbursed', 'active');

create table loan_fact (
  id text primary key,
  loan_id text not null references loan (id),
  kind text not null,
  value_on date not null,
  known_at timestamptz not null,
  body jsonb not null
);
create index loan_fact_loan on loan_fact (loan_id, value_on);

-- Account numbers are given in order, a year at a time, without gaps.
create table account_sequence (
  branch text not null,
  year int not null,
  last bigint not null,
  primary key (branch, year)
);
