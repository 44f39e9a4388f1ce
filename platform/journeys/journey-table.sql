-- The table of a module with journeys: copy it into a migration of the module.
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
