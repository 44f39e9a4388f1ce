-- Credentials of partners' servers, the proofs of consent they bring, and consents for a time.

create table service (
  id text primary key check (id like 'svc\_%'),
  partner text not null,
  door text not null check (door in ('device-apps', 'device-sms')),
  purpose text not null,
  -- SHA-256 of 32 bytes of chance: there is nothing to guess, so it needs no slow hash.
  secret_hash text not null check (secret_hash ~ '^[0-9a-f]{64}$'),
  -- While servers change over, the secret before serves too.
  earlier_hash text,
  earlier_until timestamptz,
  issued_at timestamptz not null,
  rotated_at timestamptz,
  revoked_at timestamptz,
  check ((earlier_hash is null) = (earlier_until is null))
);
create index service_issued on service (issued_at, id);

-- What a partner showed, as it was shown.
create table consent_proof (
  customer_id text not null references person (id),
  evidence_hash text not null check (evidence_hash ~ '^[0-9a-f]{64}$'),
  service_id text not null references service (id),
  consent_id text not null references consent (id),
  record jsonb not null,
  presented_at timestamptz not null,
  primary key (customer_id, evidence_hash)
);

-- A consent may be given for a time; from then on it is as if withdrawn.
alter table consent add column expires_at timestamptz;
alter table consent_record drop constraint consent_record_act_check;
alter table consent_record add constraint consent_record_act_check check (
  act in ('given', 'withdrawn', 'expired')
);
