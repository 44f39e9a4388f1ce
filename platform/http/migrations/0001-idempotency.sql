-- What a mutation answered, by its Idempotency-Key. The row is written and answered in the
-- command's own transaction, so it is there exactly when the command's effect is (DESIGN §10).
create table platform.idempotency (
  -- Keyed hash of the actor and the client's key: neither can be read here.
  key text primary key,
  module text not null,
  call text not null,
  -- Keyed hash of the body: the same key with another body is a fault.
  body_hash text not null,
  status int,
  -- Sealed under a key that only the repeating client and we can derive together.
  answer text,
  at timestamptz not null
);
create index idempotency_by_age on platform.idempotency (at);

-- `mine`: run it. `answered`: here is what it said. `other`: the key was used for something else.
-- A second call at once waits here for the first; beyond the lock's limit it is told so (55P03).
create function platform.claim_call(p_key text, p_call text, p_body_hash text, p_at timestamptz)
returns table (outcome text, status int, answer text)
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '3s' as $$
declare
  v_module text := platform.module_name();
begin
  insert into platform.idempotency (key, module, call, body_hash, at)
  values (p_key, v_module, p_call, p_body_hash, p_at)
  on conflict (key) do nothing;
  if found then
    return query select 'mine', null::int, null::text;
    return;
  end if;
  return query
    select case when i.module = v_module and i.call = p_call and i.body_hash = p_body_hash
                then 'answered' else 'other' end,
           case when i.body_hash = p_body_hash then i.status end,
           case when i.module = v_module and i.body_hash = p_body_hash then i.answer end
      from platform.idempotency i where i.key = p_key;
end $$;

create function platform.answer_call(p_key text, p_status int, p_answer text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update platform.idempotency i set status = p_status, answer = p_answer
   where i.key = p_key and i.module = platform.module_name() and i.status is null;
  if not found then raise exception 'the call was not claimed'; end if;
end $$;
