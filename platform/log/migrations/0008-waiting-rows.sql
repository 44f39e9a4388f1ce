-- The rows are counted one by one until there are enough. Summed by a window, each look copied
-- whole rows, bodies and all, as many as it may take facts: of a backlog's packs a thousand for
-- sixty.
create or replace function platform.log_waiting(after bigint, most int)
returns table (seq bigint, topic text, part int)
language plpgsql stable
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
declare
  facts bigint := 0;
  waits record;
begin
  for waits in
    select o.seq, o.topic, o.part, o.n from platform.outbox o where o.seq > after order by o.seq
  loop
    facts := facts + waits.n;
    exit when facts > most;
    seq := waits.seq;
    topic := waits.topic;
    part := waits.part;
    return next;
  end loop;
end $$;
