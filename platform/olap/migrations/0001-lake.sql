-- The lake's manifest: which Parquet file holds which offsets of the log. A file no row lists was
-- left by a crash: it is read by nobody, and swept.
create table platform.lake_file (
  id bigint generated always as identity primary key,
  -- Its name in `objects`; what it holds decides it.
  name text not null unique,
  topic text not null,
  -- The business date of its facts.
  date date not null,
  facts bigint not null check (facts > 0),
  bytes bigint not null check (bytes > 0),
  sha256 text not null,
  -- Compacted: sorted by customer, the whole date in few files.
  sorted boolean not null default false,
  -- `replaced`: its facts stand in another file; the object goes when no question reads it.
  state text not null default 'listed' check (state in ('listed', 'replaced')),
  storage text not null default 'standard' check (storage in ('standard', 'cold')),
  -- The business instant it was written, and the wall instant it was replaced.
  made_at timestamptz not null,
  replaced_at timestamptz
);
create index lake_file_listed on platform.lake_file (topic, date) where state = 'listed';
create index lake_file_replaced on platform.lake_file (replaced_at) where state = 'replaced';

-- The offsets a file holds of each partition: `facts` of them between `first` and `last`.
create table platform.lake_span (
  file bigint not null references platform.lake_file on delete cascade,
  part int not null,
  first bigint not null,
  last bigint not null check (last >= first),
  facts bigint not null check (facts > 0 and facts <= last - first + 1),
  primary key (file, part)
);

-- Up to where the lake has each partition; it moves in the transaction that lists the files.
create table platform.lake_head (
  topic text not null,
  part int not null,
  next bigint not null,
  -- The day of the append of the last segment taken: what lies before it need not be looked at.
  day date not null,
  primary key (topic, part)
);

-- How far each file of log lines was read: by its inode, so that a turned file is not read twice.
create table platform.lake_tail (
  inode text primary key,
  read bigint not null,
  seen_at timestamptz not null
);

-- Reading the manifest is every module's; it holds no personal data.
create function platform.lake_files(only_topics text[], from_date date, to_date date)
returns table (id bigint, name text, topic text, date date, facts bigint, bytes bigint,
               sha256 text, sorted boolean, storage text, made_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select f.id, f.name, f.topic, f.date, f.facts, f.bytes, f.sha256, f.sorted, f.storage,
         f.made_at
    from platform.lake_file f
   where f.state = 'listed'
     and (only_topics is null or f.topic = any (only_topics))
     and f.date >= coalesce(from_date, '-infinity') and f.date <= coalesce(to_date, 'infinity')
$$;

-- Sizes on disk, by schema: what the budget watches.
create function platform.schema_sizes()
returns table (schema text, bytes bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select n.nspname::text, sum(pg_total_relation_size(c.oid))::bigint
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'm') and n.nspname !~ '^(pg_|information_schema)'
   group by 1
$$;

-- Days of the log that were dropped, for the archive's own pages.
create function platform.log_days_dropped()
returns table (day date, facts bigint, bytes bigint, checksum text, dropped_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select day, facts, bytes, checksum, dropped_at from platform.log_dropped
$$;
