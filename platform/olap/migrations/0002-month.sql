-- A month that is over lies in few files: `date` is then its first day and `until` its last.
-- Absent: a file of one date.
alter table platform.lake_file add column until date check (until > date);

create or replace function platform.lake_files(only_topics text[], from_date date, to_date date)
returns table (id bigint, name text, topic text, date date, facts bigint, bytes bigint,
               sha256 text, sorted boolean, storage text, made_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select f.id, f.name, f.topic, f.date, f.facts, f.bytes, f.sha256, f.sorted, f.storage,
         f.made_at
    from platform.lake_file f
   where f.state = 'listed'
     and (only_topics is null or f.topic = any (only_topics))
     and coalesce(f.until, f.date) >= coalesce(from_date, '-infinity')
     and f.date <= coalesce(to_date, 'infinity')
$$;

-- The last dates of the files that hold a whole month.
create function platform.lake_months()
returns table (id bigint, until date)
language sql stable security definer set search_path = pg_catalog as $$
  select f.id, f.until from platform.lake_file f where f.state = 'listed' and f.until is not null
$$;
