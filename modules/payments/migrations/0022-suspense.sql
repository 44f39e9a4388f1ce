-- Money without a loan, matched many at once: whom the payer may be, and what a loan's instalment
-- is. A name or a phone is never kept; it is asked about when the money is entered.
alter table unmatched_receipt add column payers text[] not null default '{}'
  check (cardinality(payers) <= 20);
alter table loan add column instalment bigint check (instalment > 0);
create index loan_instalment on loan (instalment) where closed_on is null;
create index mandate_umrn on mandate (umrn) where umrn is not null;
create index presentment_bounced on presentment (amount) where status = 'returned';
create index pay_link_open on pay_link (amount) where status = 'open';
create index unmatched_open on unmatched_receipt (received_on, id) where status = 'open';
