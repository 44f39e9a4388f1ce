-- Draws under one limit share a mandate: it may be ended only when none of them needs it.
alter table loan add column mandate_id text;
create index loan_mandate on loan (mandate_id) where mandate_id is not null;
create index mandate_registered on mandate (customer_id) where status = 'registered';

-- A purchase is paid to the merchant, by the provider's own name for its account: no number of it
-- rests here (DL-07).
alter table payout
  alter column account_id drop not null,
  add column fund_account text,
  add constraint payout_payee check ((account_id is null) <> (fund_account is null));
