-- Where facts wait between a transaction's commit and the log (DESIGN §4). A module's role can't
-- touch this table: it leaves its facts, timers and cancellations by one call before it commits.

create table outbox (
  seq bigint generated always as identity primary key,
  topic text not null,
  part int not null,
  key text not null,
  body text not null
);

alter table outbox set (autovacuum_vacuum_scale_factor = 0.2, autovacuum_vacuum_threshold = 2000);

-- The module that is speaking: its login role, whatever function it speaks through.
create function module_name() returns text
  language plpgsql stable
  as $$
begin
  if session_user not like 'dhara\_%' then
    raise exception 'no module logs in as %', session_user using errcode = '42501';
  end if;
  return substr(session_user, 7);
end
$$;

-- Lists come as lines: JSON holds no raw line break, and splitting text is several times cheaper
-- than parsing an array literal of quoted JSON. Timers run in the order given; a later word on a
-- name was already put in the place of the earlier one by the caller.
create function leave(
  topics text, parts text, keys text, bodies text,
  timer_names text, timer_keys text, timer_dues text, timer_bodies text,
  cancels text
) returns void
  language plpgsql security definer set search_path = platform, pg_temp
  as $$
begin
  if bodies is not null then
    insert into platform.outbox (topic, part, key, body)
    select t, p, k, b
      from unnest(
        string_to_array(topics, E'\n'), string_to_array(parts, E'\n')::int[],
        string_to_array(keys, E'\n'), string_to_array(bodies, E'\n')
      ) as line (t, p, k, b);
  end if;
  if cancels is not null then
    delete from platform.timer
     where module = platform.module_name() and name = any (string_to_array(cancels, E'\n'));
  end if;
  if timer_bodies is not null then
    insert into platform.timer (module, name, key, due, body)
    select platform.module_name(), n, k, d, b
      from unnest(
        string_to_array(timer_names, E'\n'), string_to_array(timer_keys, E'\n'),
        string_to_array(timer_dues, E'\n')::timestamptz[], string_to_array(timer_bodies, E'\n')
      ) as line (n, k, d, b)
    on conflict (module, name) do update
       set key = excluded.key, due = excluded.due, body = excluded.body;
  end if;
end
$$;
