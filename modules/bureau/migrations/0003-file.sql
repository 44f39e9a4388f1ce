-- The files by which the bureaus hear of our loans. A record says which loan and how it stood; who
-- borrows is read from the vault when the file is opened, and rests here nowhere.
create table file (
  id text primary key,
  as_on date not null unique,
  kind text not null check (kind in ('incremental', 'full')),
  submit_by date not null,
  status text not null check (status in ('planned', 'building', 'built', 'submitted')),
  built_at timestamptz,
  submitted_at timestamptz,
  reference text,
  check ((status = 'submitted') = (reference is not null))
);

create table file_record (
  id text primary key,
  file_id text not null references file (id),
  loan_id text not null,
  customer_id text not null,
  account_number text not null,
  tradeline jsonb not null,
  status text not null check (status in ('ready', 'rejected')),
  faults text not null,
  checked_at timestamptz not null,
  unique (file_id, loan_id), -- Reported twice, it stands in the file once.
  check ((status = 'rejected') = (faults <> ''))
);
create index file_record_rejected on file_record (file_id) where status = 'rejected';

create view reporting as
  select f.id, f.as_on, f.kind, f.submit_by, f.status, f.built_at, f.submitted_at, f.reference,
         (select count(*)::int from file_record r where r.file_id = f.id) as records,
         (select count(*)::int from file_record r
           where r.file_id = f.id and r.status = 'rejected') as rejected
    from file f;
create view reject as
  select r.id, r.file_id, r.loan_id, r.customer_id, r.account_number, r.faults, r.checked_at,
         r.status, f.as_on, f.submit_by
    from file_record r join file f on f.id = r.file_id;
