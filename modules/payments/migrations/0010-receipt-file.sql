-- Receipts of a bank statement as one file: judged whole when it is taken, booked whole by two
-- people, once. The same content again is the same file.
create table receipt_file (
  id text primary key,
  name text not null,
  content text not null unique,
  status text not null check (status in ('waiting', 'booked')),
  rows int not null check (rows > 0),
  ready int not null,
  rejected int not null,
  -- Of the rows that are ready; once booked, of those that were.
  amount bigint not null,
  taken_by text not null,
  taken_at timestamptz not null,
  booked_by text,
  booked_at timestamptz,
  check ((status = 'booked') = (booked_at is not null))
);

create table receipt_file_row (
  id text primary key,
  file_id text not null references receipt_file,
  line int not null,
  reference text not null,
  -- As the file names it: a loan's account number, or the UMRN of its mandate.
  loan text not null,
  amount bigint,
  received_on date,
  rail text,
  status text not null check (status in ('ready', 'refused', 'booked')),
  says text,
  loan_id text references loan,
  receipt_id text references receipt,
  unique (file_id, line),
  check (status = 'refused' or (amount is not null and received_on is not null
                                and rail is not null and loan_id is not null)),
  check ((status = 'refused') = (says is not null)),
  check ((status = 'booked') = (receipt_id is not null))
);
create index loan_account on loan (account_number);
