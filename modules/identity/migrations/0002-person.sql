-- A person: found by keyed hashes, shown by masked text; the plain values rest in the vault.

create table person (
  id text primary key check (id like 'cus\_%'),
  phone_hash text not null unique,
  pan_hash text,
  name text,
  phone text not null,
  pan text,
  language text not null
    check (language in ('en', 'hi', 'bn', 'ta', 'te', 'kn', 'ml', 'mr', 'gu', 'pa')),
  known_since timestamptz not null,
  profiled boolean not null default false,
  profile_version int not null default 0 check (profile_version >= 0),
  -- The record that stands for the same person, once a verified PAN said so.
  merged_into text references person (id),
  check (merged_into <> id)
);
create index person_pan on person (pan_hash) where pan_hash is not null;
create index person_since on person (known_since, id);

create table account (
  id text primary key check (id like 'acc\_%'),
  customer_id text not null references person (id),
  number_hash text not null,
  ending text not null,
  ifsc text not null check (ifsc ~ '^[A-Z]{4}0[A-Z0-9]{6}$'),
  kept_at timestamptz not null,
  unique (customer_id, number_hash, ifsc)
);

-- One-time passwords, hashed. Business instants: a code lives ten minutes of business time.
create table otp (
  id text primary key check (id like 'otp\_%'),
  customer_id text not null references person (id),
  install_id text,
  code_hash text not null,
  attempts int not null default 0 check (attempts between 0 and 5),
  status text not null check (status in ('open', 'used', 'burnt')),
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  held_until timestamptz not null, -- By the wall clock.
  check (expires_at > issued_at)
);
create index otp_customer on otp (customer_id, issued_at);
