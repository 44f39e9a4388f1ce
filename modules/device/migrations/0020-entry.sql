-- Lines of a person's money, from messages and statements. No text of either rests here: the other
-- side is a company's name or a hash under the person's own key, and all goes with the consent.
create table entry (
  customer_id text not null,
  -- A hash of the telling's own words under the person's key: told twice, it stands once.
  id text not null,
  -- Which reading of the words: 0 our own, else the version of the accepted template.
  reading int not null default 0,
  source text not null check (source in ('sms', 'statement')),
  happened_on date not null,
  happened_at timestamptz not null,
  place int not null,
  kind text not null,
  amount bigint check (amount >= 0),
  balance bigint,
  account text,
  party text,
  party_kind text not null,
  channel text,
  teller text not null,
  reference text,
  confidence real not null,
  -- Of the key its words are sealed under: with that key it goes.
  generation int not null,
  -- When we came to know it, and until when we took it for so: features as known at an instant
  -- follow from these two, whatever came later.
  known_at timestamptz not null,
  superseded_at timestamptz,
  primary key (customer_id, id, reading)
);
create index entry_window on entry (customer_id, happened_on);
