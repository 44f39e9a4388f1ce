-- Whoever draws a number of the outbox has its transaction's id by then: so the relay can tell when
-- all numbers drawn before a moment are committed or gone (platform/log/low-water.ts). As a
-- constant and not by PERFORM, which runs a statement of its own: a twentieth of a commit.

create or replace function leave(
  topics text, parts text, keys text, bodies text,
  timer_names text, timer_keys text, timer_dues text, timer_bodies text,
  cancels text
) returns void
  language plpgsql security definer set search_path = platform, pg_temp
  as $$
declare
  own constant xid8 := pg_current_xact_id();
begin
  if strpos(parts, E'\n') = 0 then
    insert into platform.outbox (topic, part, key, body) values (topics, parts::int, keys, bodies);
  elsif bodies is not null then
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
