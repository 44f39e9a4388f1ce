-- What each merchant's checkout signs its letters with, sealed. The one without an end is the one
-- of now; the one before it may serve a while longer, and what serves no more is not kept.
create table merchant_secret (
  id text primary key,
  merchant_id text not null references merchant (id),
  sealed text not null,
  made_at timestamptz not null,
  serves_until timestamptz
);
create unique index merchant_secret_of_now on merchant_secret (merchant_id)
  where serves_until is null;
create index merchant_secret_merchant on merchant_secret (merchant_id);
