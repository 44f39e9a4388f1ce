-- Providers' notices that were taken in: a second delivery of one finds its row and does nothing.
create table platform.inbox (
  provider text not null,
  id text not null,
  module text not null,
  at timestamptz not null,
  primary key (provider, id)
);
create index inbox_by_age on platform.inbox (at);

-- Notices about nothing we know, kept for a person to look at.
create table platform.parked_hook (
  provider text not null,
  id text not null,
  module text not null,
  path text not null,
  -- The raw body, sealed.
  body text not null,
  at timestamptz not null,
  primary key (provider, id)
);

-- True for the first delivery.
create function platform.receive_hook(p_provider text, p_id text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into platform.inbox (provider, id, module, at)
  values (p_provider, p_id, platform.module_name(), p_at)
  on conflict do nothing;
  return found;
end $$;

create function platform.park_hook(
  p_provider text, p_id text, p_path text, p_body text, p_at timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into platform.parked_hook (provider, id, module, path, body, at)
  values (p_provider, p_id, platform.module_name(), p_path, p_body, p_at)
  on conflict do nothing;
end $$;
