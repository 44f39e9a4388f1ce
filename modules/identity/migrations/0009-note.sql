-- What the staff wrote down about a person: who and when stands here, the words rest in the vault.
create table note (
  id text primary key check (id like 'note\_%'),
  customer_id text not null references person (id),
  by text not null,
  kept_at timestamptz not null
);
create index note_customer on note (customer_id, kept_at desc);
