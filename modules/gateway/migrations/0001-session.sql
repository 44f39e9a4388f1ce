-- Sessions: wall instants, and the hash of each token only.

create table session (
  id text primary key check (id like 'ses\_%'),
  token_hash text not null unique,
  kind text not null check (kind in ('customer', 'staff')),
  holder text not null,
  roles text[] not null,
  install_id text,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  check (expires_at > opened_at)
);
create index session_holder on session (holder) where closed_at is null;

-- Phones that have been seen: the first sight of each is its arrival.
create table install (
  id text primary key check (id like 'ins\_%'),
  arrived_at timestamptz not null
);
