-- Cheques, of today and of a day to come (SPEC §13.1, screen 8). One becomes a receipt when the
-- bank credited it, and not before.
create table deposit_slip (
  id text primary key,
  deposited_on date not null,
  cheques int not null check (cheques > 0),
  amount bigint not null check (amount > 0),
  deposited_by text not null,
  deposited_at timestamptz not null
);

create table cheque (
  id text primary key,
  customer_id text not null,
  loan_id text not null references loan,
  -- The band at its foot: number, branch, short id of the account.
  instrument text not null check (instrument ~ '^[0-9]{6}$'),
  micr text not null check (micr ~ '^[0-9]{9}$'),
  drawer text not null check (drawer ~ '^[0-9]{6}$'),
  amount bigint not null check (amount > 0),
  drawn_on date not null,
  status text not null check (status in ('held', 'due', 'deposited', 'cleared', 'returned',
                                         'to-give-back', 'given-back', 'lost', 'replaced')),
  taken_on date not null,
  taken_by text not null,
  presented int not null default 0,
  -- Of the last time it was shown.
  slip_id text references deposit_slip,
  deposited_on date,
  cleared_on date,
  -- Absent where its loan had closed: the money waits without one.
  receipt_id text references receipt,
  returned_on date,
  return_code text,
  demand_sent_on date,
  demand_received_on date,
  replaced_by text references cheque,
  check (status not in ('deposited', 'cleared') or (slip_id is not null and presented > 0)),
  check ((status = 'cleared') = (cleared_on is not null)),
  check (receipt_id is null or status = 'cleared'),
  check (status <> 'returned' or (returned_on is not null and return_code is not null)),
  check ((status = 'replaced') = (replaced_by is not null)),
  check (demand_received_on is null or demand_received_on >= demand_sent_on)
);
-- One paper lies with us once; given back, it may come again.
create unique index cheque_paper on cheque (micr, drawer, instrument)
  where status not in ('given-back', 'lost', 'replaced');
create index cheque_loan on cheque (loan_id);
create index cheque_customer on cheque (customer_id);
create index cheque_open on cheque (status, drawn_on);
create index cheque_receipt on cheque (receipt_id) where receipt_id is not null;

-- A cheque returned and shown again stands on more than one slip.
create table slip_cheque (
  slip_id text not null references deposit_slip,
  cheque_id text not null references cheque,
  primary key (slip_id, cheque_id)
);
