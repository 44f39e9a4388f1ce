-- From a loan's last rupee to its certificate (SPEC §13.1, screen 6): what was waited for, since
-- when, and who did not wait. A loan that is opened again keeps what its closing was.
create table closing (
  id text primary key,
  loan_id text not null references loan,
  customer_id text not null,
  account_number text not null,
  closed_on date not null,
  status text not null check (status in ('waiting', 'with-a-person', 'certified', 'reopened')),
  -- Absent: payments has not said yet.
  mandate text check (mandate in ('asked', 'unanswered', 'cancelled', 'kept', 'none')),
  mandate_on date,
  -- The bureau file the closing goes with.
  report_as_on date,
  report_by date,
  certify_by date not null,
  document_id text,
  certified_on date,
  released_by text,
  reason text,
  reopened_on date,
  check ((status = 'certified') = (certified_on is not null and reopened_on is null)),
  check ((status = 'reopened') = (reopened_on is not null)),
  check ((released_by is null) = (reason is null))
);
create unique index closing_standing on closing (loan_id) where status <> 'reopened';
create index closing_due on closing (certify_by) where status in ('waiting', 'with-a-person');
