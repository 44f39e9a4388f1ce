-- Logins of the staff. Locks are wall time: they guard against a person at a keyboard.

create table staff (
  id text primary key check (id like 'stf\_%'),
  login text not null unique,
  password_hash text not null,
  -- Sealed under a key of the house itself, `data_key` of the staff id.
  totp_sealed text not null,
  roles text not null,
  active boolean not null,
  failures int not null default 0 check (failures >= 0),
  locked_until timestamptz,
  last_step bigint not null default 0,
  enrolled_at timestamptz not null
);
