-- Rows of the outbox hold one fact or many (platform/sql, 0004): as many rows as hold no more
-- facts together than are asked for.
drop function platform.log_waiting(bigint, int);

create function platform.log_waiting(after bigint, most int)
returns table (seq bigint, topic text, part int)
language sql stable
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
  select w.seq, w.topic, w.part
    from (select o.seq, o.topic, o.part,
                 sum(o.n) over (order by o.seq rows unbounded preceding) as facts
            from platform.outbox o
           where o.seq > after order by o.seq limit most) w
   where w.facts <= most
$$;
revoke all on function platform.log_waiting(bigint, int) from public;
