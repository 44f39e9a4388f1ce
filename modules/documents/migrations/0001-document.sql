-- Files by hash. The bytes rest in the object store under `name`; nothing personal is in a row.

create table document (
  id text primary key,
  customer_id text not null,
  application_id text,
  loan_id text,
  kind text not null check (kind in ('kfs', 'agreement', 'welcome', 'noc', 'statement')),
  name text not null unique,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  terms_hash text check (terms_hash ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes > 0),
  made_at timestamptz not null,
  signed_at timestamptz,
  check (application_id is not null or loan_id is not null),
  check (signed_at is null or kind = 'agreement')
);
create index document_customer on document (customer_id, made_at);
create index document_application on document (application_id);
-- A loan is closed once, and certified once.
create unique index document_noc on document (loan_id) where kind = 'noc';

-- The e-sign of an agreement: asked of the service, open for the borrower, then signed or failed.
create table signing (
  document_id text primary key references document,
  customer_id text not null,
  application_id text not null,
  status text not null check (status in ('asked', 'open', 'signed', 'failed')),
  signing_ref text,
  sign_at text,
  certificate text,
  asked_at timestamptz not null,
  signed_at timestamptz,
  check (status <> 'signed' or (certificate is not null and signed_at is not null))
);
create index signing_application on signing (application_id, asked_at);
create index signing_customer on signing (customer_id, asked_at);
