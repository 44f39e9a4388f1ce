-- Moves positions past facts nobody wanted: nothing goes with it, so those of many groups move at
-- once. Each row still must stand where the caller read it, under the caller's epoch; one that does
-- not stays, and which did move is told by their places in the arrays, from 1.
create function platform.log_advance_idle(
  groups text[], topics text[], parts int[], firsts bigint[], nexts bigint[], epochs bigint[]
) returns setof int
language plpgsql set search_path = pg_catalog set enable_seqscan = off as $$
begin
  if 0 = any (firsts) then
    insert into platform.log_position (grp, topic, part, next, epoch)
    select t.grp, t.topic, t.part, 0, t.epoch
      from unnest(groups, topics, parts, firsts, epochs) as t(grp, topic, part, first, epoch)
     where t.first = 0
    on conflict do nothing;
  end if;
  return query
    update platform.log_position p set next = t.next
      from unnest(groups, topics, parts, firsts, nexts, epochs)
           with ordinality as t(grp, topic, part, first, next, epoch, n)
     where p.grp = t.grp and p.topic = t.topic and p.part = t.part
       and p.next = t.first and p.epoch = t.epoch
    returning t.n::int;
end $$;
revoke all on function
  platform.log_advance_idle(text[], text[], int[], bigint[], bigint[], bigint[]) from public;
