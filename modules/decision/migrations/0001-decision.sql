-- A policy is data and never changes once it stands: a new version is a new row.
create table policy (
  id text primary key,
  version text not null unique,
  product text not null,
  effective_from date not null,
  published_by text not null,
  graph_hash text not null check (graph_hash ~ '^[0-9a-f]{64}$'),
  graph jsonb not null
);
create index policy_product on policy (product, effective_from desc);

create table decision (
  id text primary key,
  customer_id text not null,
  application_id text not null,
  outcome text not null check (outcome in ('approve', 'refer', 'decline')),
  grade text,
  reasons text not null,
  amount_max bigint not null check (amount_max >= 0),
  tenor_months_max int not null,
  rate text,
  processing_fee_percent text,
  policy_version text not null,
  inputs_hash text not null,
  decided_by text not null,
  says text,
  decided_at timestamptz not null
);
create index decision_application on decision (application_id, decided_at desc);
create index decision_customer on decision (customer_id);
