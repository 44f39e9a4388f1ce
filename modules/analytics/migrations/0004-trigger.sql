-- Triggers: when a fact is so, and the customer is so, a command is asked for; once a customer and
-- cooldown. What one is never changes: a better one is another trigger.
create table trigger (
  id text primary key,
  name text not null unique,
  event_type text not null,
  spec jsonb not null check (jsonb_typeof(spec) = 'object'),
  command text not null,
  cooldown_hours int not null check (cooldown_hours > 0),
  state text not null default 'off' check (state in ('off', 'on')),
  made_at timestamptz not null,
  -- Facts recorded before it was switched on are none of its business.
  on_since timestamptz,
  fired bigint not null default 0,
  last_fired_at timestamptz,
  -- What a backtest found: nothing of it happened.
  backtest jsonb,
  backtested_at timestamptz,
  check (state = 'off' or (on_since is not null and backtested_at is not null))
);

-- When it last fired for each customer: what decides whether it may again.
create table firing (
  trigger_id text not null references trigger on delete cascade,
  key text not null,
  at timestamptz not null,
  fact text not null,
  primary key (trigger_id, key)
);
