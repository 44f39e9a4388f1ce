-- An app on a person's phone. Which one it is does not stand here: the mark is a hash under the
-- person's own data key of the consent, and with that key gone nobody can try packages against it.
create table app (
  customer_id text not null,
  mark text not null,
  generation int not null,
  kind text not null,
  certainty int not null,
  kind_at timestamptz not null,
  declared boolean not null,
  heard_at timestamptz not null,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  installs jsonb not null,
  removals jsonb not null,
  primary key (customer_id, mark)
);

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
