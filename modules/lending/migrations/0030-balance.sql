-- An entry balances as a whole: its lines come in one statement and are summed once, not once a
-- line at the commit. No other entry is read for it, so two at once never wait for each other.
drop trigger posting_balanced on posting;

create or replace function posting_balances() returns trigger language plpgsql as $$
declare
  wrong text;
  off bigint;
begin
  select journal_id, sum(debit) - sum(credit) into wrong, off
    from fresh group by journal_id having sum(debit) <> sum(credit) limit 1;
  if wrong is not null then
    raise exception 'journal % is off by % paise', wrong, off using errcode = '23514';
  end if;
  return null;
end $$;

create trigger posting_balanced after insert on posting
  referencing new table as fresh
  for each statement execute function posting_balances();
