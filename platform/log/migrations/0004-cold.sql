-- Where the warm log begins, once days of it are dropped; `hash` continues the chain.
create table platform.log_cold (
  topic text not null,
  part int not null,
  next bigint not null check (next > 0),
  hash bytea not null,
  primary key (topic, part)
);

-- Days of the log that were dropped, and what was counted before they were.
create table platform.log_dropped (
  day date primary key,
  facts bigint not null,
  bytes bigint not null,
  -- Of all facts, read once from the log and once from the Parquet files.
  checksum text not null,
  dropped_at timestamptz not null
);
