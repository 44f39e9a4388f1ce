-- The desk: a loan's classes as they changed, and what is asked for by day.
create table class_change (
  fact text primary key, -- The fact that told it: told twice, it is kept once.
  loan_id text not null references loan (id),
  from_class text not null,
  to_class text not null,
  dpd int not null,
  on_day date not null,
  known_at timestamptz not null
);
create index class_change_loan on class_change (loan_id, on_day);
create index class_change_day on class_change (on_day);

-- What the next instalment asks, beside its day. Neither is indexed: a row that falls due is
-- written in its place, and the desk's question reads the loans once.
alter table loan add column next_due_amount bigint;
