-- The log's truth: who holds which offsets (log_head) and the batches themselves (log_seg).
-- One row of log_seg is a batch of one topic-partition as JSON text: 16 times cheaper than a row a
-- fact. The head row is locked by each appender, so offsets are dense and visible in their order.

create table platform.log_head (
  topic text not null,
  part int not null,
  next bigint not null default 0 check (next >= 0),
  hash bytea not null default '',
  primary key (topic, part)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

create table platform.log_seg (
  topic text not null,
  part int not null,
  base bigint not null,
  n int not null check (n > 0),
  -- The UTC day of the append: what a partition of this table holds.
  day date not null,
  rx timestamptz not null,
  min_at timestamptz not null,
  max_at timestamptz not null,
  -- sha256(hash of the segment before || sha256(data)): an altered row breaks the chain.
  hash bytea not null,
  data text not null,
  primary key (topic, part, base, day)
) partition by range (day);
alter table platform.log_seg alter column data set storage external;

-- Makes the partitions of the days named, without stopping the appenders of other days.
create function platform.log_days(days date[]) returns void
language plpgsql as $$
declare
  d date;
  name text;
begin
  perform pg_advisory_xact_lock(hashtext('platform.log_days'));
  foreach d in array days loop
    name := 'log_seg_' || to_char(d, 'YYYYMMDD');
    if to_regclass('platform.' || name) is null then
      execute format(
        'create table platform.%I (like platform.log_seg including all)', name);
      execute format('alter table platform.%I alter column data set storage external', name);
      execute format(
        'alter table platform.log_seg attach partition platform.%I for values from (%L) to (%L)',
        name, d, d + 1);
    end if;
  end loop;
end $$;
