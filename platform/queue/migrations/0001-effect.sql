-- Effects on the outside world: asked for by a fact on topic `effects`, sent by a lane's worker.

create table platform.effect (
  -- The asking fact's id: an effect is queued once however often the fact is read.
  id text primary key,
  module text not null,
  name text not null,
  lane text not null,
  subject text not null,
  -- The asking fact whole, as JSON: its input, cause and correlation.
  body text not null,
  -- The business instant from which it may be sent.
  run_at timestamptz not null,
  attempt int not null default 0,
  state text not null default 'queued' check (state in ('queued', 'done', 'exhausted')),
  -- The process that is sending it (platform.log_member).
  taken_by int,
  last_problem text,
  queued_at timestamptz not null default now(),
  settled_at timestamptz
) with (fillfactor = 70);
create index effect_waiting on platform.effect (lane, run_at) where state = 'queued';
create index effect_settled on platform.effect (settled_at) where state = 'done';

-- Settles an effect in the transaction that emits its answer. False when another did already.
create function platform.effect_settle(id text, state text, attempt int, problem text)
returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update platform.effect e
     set state = effect_settle.state, attempt = effect_settle.attempt,
         last_problem = coalesce(effect_settle.problem, e.last_problem),
         taken_by = null, settled_at = now()
   where e.id = effect_settle.id and e.state = 'queued'
     and e.module = coalesce(platform.log_caller(), e.module);
  return found;
end $$;
