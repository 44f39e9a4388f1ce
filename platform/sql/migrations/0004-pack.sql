-- Of a transaction that leaves many facts, those of one place in the log lie in one row, divided by
-- a control character that JSON text cannot hold: a row a fact was half of what a day-end cost the
-- database. All facts of a row have one instant, that of their transaction.

alter table outbox add column n int not null default 1 check (n > 0);
-- Such a row fills a page of its own (`PACK_BYTES_MAX`); it is neither compressed nor cut up.
alter table outbox set (toast_tuple_target = 8160);
alter table outbox alter column body set storage external;

drop function leave(text, text, text, text, text, text, text, text, text);

create function leave(
  topics text, parts text, keys text, counts text, bodies text,
  timer_names text, timer_keys text, timer_dues text, timer_bodies text,
  cancels text
) returns void
  language plpgsql security definer set search_path = platform, pg_temp
  as $$
declare
  own constant xid8 := pg_current_xact_id();
begin
  if strpos(parts, E'\n') = 0 then
    insert into platform.outbox (topic, part, key, n, body)
    values (topics, parts::int, keys, counts::int, bodies);
  elsif bodies is not null then
    insert into platform.outbox (topic, part, key, n, body)
    select t, p, k, c, b
      from unnest(
        string_to_array(topics, E'\n'), string_to_array(parts, E'\n')::int[],
        string_to_array(keys, E'\n'), string_to_array(counts, E'\n')::int[],
        string_to_array(bodies, E'\n')
      ) as line (t, p, k, c, b);
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
