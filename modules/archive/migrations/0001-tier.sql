-- Where each class of data rests, and for how many days (DESIGN §8).
create table tier (
  id text primary key,
  holds text not null,
  hot_days int,
  warm_days int,
  cold_days int,
  chill_after_days int,
  until text,
  movable boolean not null
);
insert into tier
  (id, holds, hot_days, warm_days, cold_days, chill_after_days, until, movable)
values
  ('tir_log', 'The log: every fact', null, 365, 2920, 365, null, true),
  ('tir_features', 'Features, sessions and counters', 28, 365, null, null, null, false),
  ('tir_state', 'State, ledger, trail and messages', null, 365, 2920, null,
   'eight years after the loan is closed', false),
  ('tir_raw', 'SMS and app records as received, sealed', null, null, null, null,
   'the life of the consent', false),
  ('tir_documents', 'Documents: KFS, agreements, letters', null, null, 2920, null,
   'eight years after the loan is closed', false),
  ('tir_lines', 'Log lines', null, 30, 365, null, null, false);

-- How large a schema may grow; one without a row may hold 8 GB.
create table budget (
  schema text primary key,
  bytes bigint not null check (bytes > 0)
);

-- What each schema held at the end of each day's round.
create table schema_size (
  schema text not null,
  on_date date not null,
  bytes bigint not null,
  primary key (schema, on_date)
);

-- The rounds that ended, and how many people the lake knew of.
create table round (
  on_date date primary key,
  customers bigint not null,
  ended_at timestamptz not null
);

-- The lake's manifest and the dropped days as the console's lists read them.
create view lake_file as
select 'lkf_' || id as id, topic, date, facts, bytes, sorted, storage, made_at, name
  from platform.lake_files(null, null, null);
create view parcel as
select 'pcl_' || to_char(day, 'YYYYMMDD') as id, day, facts, bytes, checksum, dropped_at
  from platform.log_days_dropped();
