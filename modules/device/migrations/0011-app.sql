-- The apps on a person's phone, as they were told of under one key of theirs: a row a phone, for a
-- phone tells of many at once. Which apps they are does not stand here: a mark is a hash under the
-- person's own data key of the consent, and with that key gone nobody can try packages against it.
create table phone (
  customer_id text not null,
  generation int not null,
  -- Of each app, in order of the marks: mark, kind, certainty, kind at, declared, heard at, first
  -- seen at, last seen at, installs, removals. Read and written whole: text, and not compressed.
  apps json not null,
  primary key (customer_id, generation)
) with (fillfactor = 80);
alter table phone alter column apps set storage external;

-- What a person of ours said a package is; append-only, the highest version stands.
create table app_answer (
  package text not null,
  version int not null check (version > 0),
  kind text not null,
  reason text not null,
  answered_by text not null,
  answered_at timestamptz not null,
  primary key (package, version)
);
create index app_answer_at on app_answer (answered_at);
