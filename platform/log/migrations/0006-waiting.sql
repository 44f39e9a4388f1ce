-- The first rows of the outbox, by its index whatever the planner believes: statistics of a table
-- that is filled and emptied all day are always of another hour, and by a sort of all that waits a
-- backlog costs its square.
create function platform.log_waiting(after bigint, most int)
returns table (seq bigint, topic text, part int)
language sql stable
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
  select o.seq, o.topic, o.part from platform.outbox o
   where o.seq > after order by o.seq limit most
$$;
revoke all on function platform.log_waiting(bigint, int) from public;
