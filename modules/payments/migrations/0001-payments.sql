-- Money in and out, in whole paise. What the provider calls a thing stands in provider_ref.

create table mandate (
  id text primary key,
  customer_id text not null,
  application_id text not null,
  account_id text not null,
  status text not null check (status in ('created', 'registered', 'rejected', 'cancelled')),
  umrn text check (length(umrn) <= 20),
  amount_max bigint not null check (amount_max > 0),
  ends_on date not null,
  reason text,
  authorise_at text,
  provider_ref text,
  created_at timestamptz not null,
  check (status <> 'registered' or umrn is not null)
);
-- One mandate of an application lives at a time.
create unique index mandate_live on mandate (application_id)
  where status in ('created', 'registered');
create index mandate_application on mandate (application_id, created_at);
create index mandate_customer on mandate (customer_id);

create table payout (
  id text primary key,
  customer_id text not null,
  application_id text not null,
  account_id text not null,
  amount bigint not null check (amount > 0),
  status text not null
    check (status in ('created', 'sent', 'pending', 'succeeded', 'failed', 'returned')),
  utr text,
  reason text,
  created_at timestamptz not null,
  settled_at timestamptz,
  check (status not in ('succeeded', 'returned') or utr is not null)
);
-- One payout of an application lives: only one that the provider called failed makes room
-- (SPEC §5.4).
create unique index payout_live on payout (application_id) where status <> 'failed';
create index payout_customer on payout (customer_id);

create table loan (
  id text primary key,
  customer_id text not null,
  application_id text not null,
  account_number text not null,
  closed_on date
);
create index loan_customer on loan (customer_id);

create table presentment (
  id text primary key,
  customer_id text not null,
  loan_id text not null,
  mandate_id text not null references mandate,
  number int not null check (number >= 1),
  attempt int not null check (attempt between 1 and 9),
  amount bigint not null check (amount > 0),
  due_on date not null,
  status text not null check (status in ('asked', 'presented', 'settled', 'returned', 'failed')),
  return_code text,
  reason text,
  created_at timestamptz not null,
  unique (loan_id, number, attempt),
  check (status <> 'returned' or return_code is not null)
);
create index presentment_customer on presentment (customer_id);

create table pay_link (
  id text primary key,
  customer_id text not null,
  loan_id text not null references loan,
  amount bigint not null check (amount > 0),
  status text not null check (status in ('asked', 'open', 'paid', 'failed')),
  pay_at text,
  created_at timestamptz not null
);
create index pay_link_customer on pay_link (customer_id);

-- Money that came: a reference of the provider's can come in once only.
create table receipt (
  id text primary key,
  customer_id text not null,
  loan_id text not null,
  amount bigint not null check (amount > 0),
  rail text not null check (rail in ('nach', 'upi', 'link')),
  reference text not null unique,
  received_on date not null,
  recorded_at timestamptz not null
);
create index receipt_customer on receipt (customer_id);
create index receipt_loan on receipt (loan_id, received_on);
