-- What the law demanded on a given day (SPEC §0.3), and which days were worked.
create table rule (
  id text primary key,
  code text not null,
  effective_from date not null,
  effective_to date,
  says text not null,
  value jsonb not null check (jsonb_typeof(value) = 'object'),
  instrument text not null,
  para text not null,
  cites text not null,
  level text not null check (level in ('V', 'Q', 'S', 'K')),
  verified_by text,
  unique (code, effective_from),
  check (effective_to is null or effective_to >= effective_from)
);
-- Only the latest row of a code is open.
create unique index rule_open on rule (code) where effective_to is null;

create table holiday (
  id text primary key,
  calendar text not null,
  "on" date not null,
  name text not null,
  level text not null check (level in ('V', 'Q', 'S', 'K')),
  unique (calendar, "on")
);
