-- The vault: what is personal, sealed under one data key per customer and retention class
-- (SPEC §7.1). Destroying a key erases its class everywhere, in backups and in the log too.

create table data_key (
  customer_id text not null,
  class text not null
    check (class in ('identity', 'books', 'bureau-raw', 'aa-raw', 'device', 'marketing')),
  generation int not null check (generation > 0),
  -- Wrapped by the master key; null once destroyed.
  wrapped text,
  made_at timestamptz not null,
  destroyed_at timestamptz,
  primary key (customer_id, class, generation),
  check ((wrapped is null) = (destroyed_at is not null))
);
create unique index data_key_live on data_key (customer_id, class) where destroyed_at is null;

create table sealed (
  customer_id text not null,
  field text not null,
  class text not null,
  generation int not null,
  value text not null,
  kept_at timestamptz not null,
  primary key (customer_id, field),
  foreign key (customer_id, class, generation) references data_key
);
create index sealed_key on sealed (customer_id, class, generation);
