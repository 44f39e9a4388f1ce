-- A lead is an application before anything is known; where it stands is its journey's row.
create table lead (
  id text primary key,
  customer_id text not null,
  product text not null,
  source text not null,
  started_at timestamptz not null
);
create index lead_customer on lead (customer_id, started_at desc);

create table journey (
  machine text not null,
  id text not null,
  key text not null,
  version text not null,
  state text not null,
  context jsonb not null,
  status text not null check (status in ('active', 'held', 'done')),
  since timestamptz not null,
  held jsonb not null,
  primary key (machine, id)
);
create index journey_key on journey (key);
create index journey_state on journey (machine, state) where status <> 'done';

create view application as
  select l.id, l.customer_id, l.product, j.state, j.status,
         (j.context ->> 'amountAsked')::bigint as amount_asked,
         (j.context ->> 'amount')::bigint as amount,
         (j.context ->> 'tenorMonths')::int as tenor_months,
         j.context -> 'offer' ->> 'rate' as rate,
         l.started_at, j.since, j.context
    from lead l join journey j on j.machine = 'application' and j.id = l.id;

-- The terms of each choice, by their hash: what the KFS states and the agreement repeats.
create table offer_terms (
  application_id text not null references lead (id),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  terms jsonb not null,
  made_at timestamptz not null,
  primary key (application_id, hash)
);
