-- The mandate a payout's loan will be collected through: it may not end under money on its way.
alter table payout add column mandate_id text references mandate (id);
create index payout_mandate on payout (mandate_id) where mandate_id is not null;
