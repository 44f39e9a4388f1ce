-- What a pull said, as attributes; the raw report is not kept, only its hash (SPEC §7.1).
create table report (
  id text primary key,
  customer_id text not null,
  application_id text not null,
  outcome text not null check (outcome in ('asked', 'pulled', 'failed')),
  score int check (score between 300 and 900),
  attributes jsonb,
  report_hash text,
  consent_id text not null,
  asked_at timestamptz not null,
  pulled_at timestamptz,
  unique (application_id)
);
create index report_customer on report (customer_id);
