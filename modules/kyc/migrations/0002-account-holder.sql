-- Who of the staff settled a doubtful check.
alter table "check" add column settled_by text;

-- One account, one person (SPEC §5.4: not used by another PAN). The account is a keyed hash, the
-- person the record that stands for all of theirs. Claimed when asked, kept when verified.
create table account_holder (
  account_hash text primary key check (account_hash ~ '^[0-9a-f]{64}$'),
  person_id text not null,
  check_id text not null references "check" (id),
  verified_at timestamptz
);
create index account_holder_check on account_holder (check_id);
create index account_holder_person on account_holder (person_id);
