-- Two records of one person: what either told is read of both, from the instant of the merge on.
-- Each keeps what it told under its own key, and loses it with that key.
create table person_alias (
  customer_id text primary key,
  into_id text not null,
  merged_at timestamptz not null
);
create index person_alias_into on person_alias (into_id);

-- Of each who is one with others: all of those, and since when.
create view person_family (asked, id, since) as
  select customer_id, into_id, merged_at from person_alias
  union all
  select into_id, customer_id, merged_at from person_alias
  union all
  select one.customer_id, other.customer_id, greatest(one.merged_at, other.merged_at)
    from person_alias one join person_alias other using (into_id)
   where one.customer_id <> other.customer_id;
