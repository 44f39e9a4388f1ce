-- Consents as they stand, and the append-only record that proves them (SPEC §7.3).

create table consent (
  id text primary key check (id like 'con\_%'),
  customer_id text not null references person (id),
  purpose text not null,
  notice_id text not null,
  notice_version text not null,
  language text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  -- Given anew, under whatever notice stood then: the later consent is the one that counts.
  superseded_by text references consent (id) deferrable initially deferred,
  evidence_hash text not null,
  check (withdrawn_at >= given_at),
  check (superseded_by is null or withdrawn_at is not null)
);
create unique index consent_live on consent (customer_id, purpose) where withdrawn_at is null;
create index consent_given on consent (given_at, id);

-- Each line holds the hash of the person's line before it: none can be altered or left out unseen.
create table consent_record (
  customer_id text not null references person (id),
  line int not null check (line > 0),
  consent_id text not null references consent (id),
  act text not null check (act in ('given', 'withdrawn')),
  record jsonb not null,
  prev_hash text,
  evidence_hash text not null check (evidence_hash ~ '^[0-9a-f]{64}$'),
  primary key (customer_id, line),
  check ((line = 1) = (prev_hash is null))
);

create function consent_record_stands() returns trigger language plpgsql as $$
begin
  raise exception 'a consent record is never altered';
end
$$;
create trigger consent_record_stands before update or delete on consent_record
  for each row execute function consent_record_stands();
