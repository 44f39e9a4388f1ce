-- The ledger: append-only double entry, balanced by the database itself (DESIGN §7). There is no
-- balance row to fight over; a balance is a sum.
create table journal (
  id text primary key,
  loan_id text not null references loan (id),
  fact text not null, -- The fact or occurrence that caused it: its idempotency key.
  says text not null,
  amount bigint not null check (amount > 0),
  value_on date not null,
  booked_on date not null,
  unique (loan_id, fact)
);
create index journal_value on journal (value_on);

create table posting (
  journal_id text not null references journal (id),
  line int not null,
  account int not null,
  debit bigint not null check (debit >= 0),
  credit bigint not null check (credit >= 0),
  primary key (journal_id, line),
  check ((debit = 0) <> (credit = 0))
);
create index posting_account on posting (account);

create function posting_balances() returns trigger language plpgsql as $$
declare off bigint;
begin
  select sum(debit) - sum(credit) into off from posting where journal_id = new.journal_id;
  if off <> 0 then
    raise exception 'journal % is off by % paise', new.journal_id, off using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger posting_balanced after insert on posting
  deferrable initially deferred for each row execute function posting_balances();

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: mend a mistake by a further entry'
    using errcode = '23001';
end $$;
create trigger journal_kept before update or delete or truncate on journal
  for each statement execute function ledger_is_append_only();
create trigger posting_kept before update or delete or truncate on posting
  for each statement execute function ledger_is_append_only();
