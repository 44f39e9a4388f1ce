-- What speaks against a customer; cleared by a person, never deleted.
create table signal (
  id text primary key,
  customer_id text not null,
  code text not null,
  weight text not null check (weight in ('review', 'stop')),
  says text not null,
  raised_at timestamptz not null,
  cleared_at timestamptz
);
create index signal_customer on signal (customer_id) where cleared_at is null;

-- One verdict per step entry, kept with what it was given for.
create table review (
  journey text not null,
  id text not null,
  customer_id text not null,
  step text not null,
  opened_at timestamptz not null,
  settled_at timestamptz,
  outcome text check (outcome in ('pass', 'stop')),
  reason text,
  settled_by text,
  primary key (journey, id, step)
);
