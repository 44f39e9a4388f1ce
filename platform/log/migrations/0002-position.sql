-- Consumer groups: how far each came, who may move it, what it could not digest.

create table platform.log_position (
  grp text not null,
  topic text not null,
  part int not null,
  next bigint not null,
  epoch bigint not null,
  primary key (grp, topic, part)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

-- A process that runs groups. It holds a session lock on its number as long as it lives.
create table platform.log_member (
  id int generated always as identity primary key,
  modules text[] not null,
  until timestamptz not null
);

-- Which process runs a module's groups in a partition; a new holder brings a new epoch.
create table platform.log_lease (
  module text not null,
  part int not null,
  owner int,
  primary key (module, part)
) with (fillfactor = 50);
create sequence platform.log_epoch;

-- Whether the process still runs: its heartbeat is fresh and its session holds the lock on its
-- number (723641 marks such locks). The server drops the lock the moment the process dies.
create function platform.log_alive(member int) returns boolean
language sql stable as $$
  select exists (select from platform.log_member m where m.id = member and m.until > now())
     and exists (select from pg_locks l join pg_database d on d.oid = l.database
                  where l.locktype = 'advisory' and l.classid = 723641 and l.objid = member::oid
                    and l.objsubid = 2 and l.granted and d.datname = current_database())
$$;

create table platform.parked (
  id bigint generated always as identity primary key,
  grp text not null,
  topic text not null,
  part int not null,
  -- The fact's offset.
  at_offset bigint not null,
  key text not null,
  type text not null,
  body text not null,
  -- A corrected copy, which a redrive prefers.
  mended text,
  problem text not null,
  -- Waits in its key's order behind one that failed.
  behind boolean not null default false,
  attempts int not null,
  parked_at timestamptz not null default now(),
  unique (grp, topic, part, at_offset)
);
create index parked_by_key on platform.parked (grp, key, id);

-- An asked command that ran; a fact delivered again, or replayed, doesn't run it again.
create table platform.asked (
  module text not null,
  ask_id text not null,
  ran_at timestamptz not null default now(),
  primary key (module, ask_id)
);

-- The module whose role is logged in; null for the owner, who may act for any.
create function platform.log_caller() returns text
language sql stable as $$
  select case when session_user like 'dhara\_%'
                   and session_user <> (select tableowner from pg_tables
                                         where schemaname = 'platform' and tablename = 'log_head')
              then substr(session_user::text, 7) end
$$;

create function platform.log_own(grp text) returns void
language plpgsql stable as $$
begin
  if split_part(grp, '.', 1) <> coalesce(platform.log_caller(), split_part(grp, '.', 1)) then
    raise insufficient_privilege using message = 'not a group of this module: ' || grp;
  end if;
end $$;

-- Moves positions in the transaction of the effects. Each must stand where the caller read it,
-- under the caller's epoch: a zombie, or a second delivery, is refused and rolls back.
create function platform.log_advance(
  grp text, topics text[], parts int[], firsts bigint[], nexts bigint[], epoch bigint
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  moved int;
begin
  perform platform.log_own(grp);
  if 0 = any (firsts) then
    insert into platform.log_position (grp, topic, part, next, epoch)
    select log_advance.grp, t.topic, t.part, 0, log_advance.epoch
      from unnest(topics, parts, firsts) as t(topic, part, first)
     where t.first = 0
    on conflict do nothing;
  end if;
  update platform.log_position p set next = t.next
    from unnest(topics, parts, firsts, nexts) as t(topic, part, first, next)
   where p.grp = log_advance.grp and p.topic = t.topic and p.part = t.part
     and p.next = t.first and p.epoch = log_advance.epoch;
  get diagnostics moved = row_count;
  if moved <> cardinality(topics) then
    raise exception 'fenced: % is read by another', grp using errcode = 'DH001';
  end if;
end $$;

create function platform.log_park(
  grp text, topic text, part int, at_offset bigint, key text, type text, body text,
  problem text, behind boolean, attempts int
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform platform.log_own(grp);
  insert into platform.parked
    (grp, topic, part, at_offset, key, type, body, problem, behind, attempts)
  values (log_park.grp, log_park.topic, log_park.part, log_park.at_offset, log_park.key,
          log_park.type, log_park.body, log_park.problem, log_park.behind, log_park.attempts)
  on conflict on constraint parked_grp_topic_part_at_offset_key do nothing;
end $$;

-- Whether facts of the key still wait; holds them until the transaction ends, so that a redrive
-- and a delivery never act on one key at once.
create function platform.log_key_parked(grp text, key text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform platform.log_own(grp);
  perform from platform.parked p
    where p.grp = log_key_parked.grp and p.key = log_key_parked.key for update;
  return found;
end $$;

create function platform.log_unpark(id bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  gone text;
begin
  delete from platform.parked p where p.id = log_unpark.id returning p.grp into gone;
  if gone is null then return false; end if;
  perform platform.log_own(gone);
  return true;
end $$;

-- True for the one transaction that may run the ask.
create function platform.log_claim_ask(module text, ask_id text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform platform.log_own(module || '.asks');
  insert into platform.asked (module, ask_id) values (log_claim_ask.module, log_claim_ask.ask_id)
  on conflict do nothing;
  return found;
end $$;
