-- The signed papers of a loan on their way to its borrower, and the receipt (SPEC DL-04).

create table pack (
  id text primary key check (id like 'pck\_%'),
  customer_id text not null,
  loan_id text not null unique,
  kfs_id text not null references document,
  agreement_id text not null references document,
  status text not null check (status in ('sent', 'delivered', 'failed')),
  sent_at timestamptz not null,
  delivered_at timestamptz,
  reason text,
  check ((status = 'delivered') = (delivered_at is not null)),
  check ((status = 'failed') = (reason is not null))
);
create index pack_customer on pack (customer_id, sent_at);

-- Kinds of papers that are made; no row ever had another.
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in ('kfs', 'agreement', 'noc'));
