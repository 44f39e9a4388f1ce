-- The repayment desk: money entered by hand, money nobody is known for, and receipts unmade.
alter table receipt add column status text not null default 'received'
  check (status in ('received', 'reversed'));
alter table receipt add column reversed_on date;
alter table receipt add column reversal text;
alter table receipt add constraint receipt_reversal
  check ((status = 'reversed') = (reversed_on is not null and reversal is not null));
alter table receipt drop constraint receipt_rail_check;
alter table receipt add constraint receipt_rail_check
  check (rail in ('nach', 'upi', 'link', 'transfer', 'cheque', 'cash'));
create index receipt_received on receipt (received_on);
create index receipt_reversed on receipt (reversed_on) where reversed_on is not null;

-- The day the bank answered: what a day-end and the desk ask for.
alter table presentment add column answered_on date;
create index presentment_due on presentment (due_on);
create index presentment_answered on presentment (answered_on) where answered_on is not null;

-- Money in our account that no loan is known for yet (SPEC §13.1, screen 8).
create table unmatched_receipt (
  id text primary key,
  amount bigint not null check (amount > 0),
  rail text not null check (rail in ('transfer', 'cheque', 'cash')),
  reference text not null,
  received_on date not null,
  recorded_at timestamptz not null,
  status text not null check (status in ('open', 'matched')),
  loan_id text references loan,
  receipt_id text references receipt,
  check ((status = 'matched') = (loan_id is not null and receipt_id is not null))
);
-- The same money waits once; matched and unmade, it may wait again.
create unique index unmatched_reference on unmatched_receipt (reference) where status = 'open';
