-- A module for the port's own suite: purses that must not go below nothing together.
create table purse (
  id text primary key,
  paise bigint not null,
  opened_on date,
  opened_at timestamptz,
  share numeric(9, 4),
  note jsonb,
  constraint purse_not_negative check (paise >= -1000)
);

create table leaf (
  id int primary key,
  parent int references leaf (id) deferrable initially deferred
);
