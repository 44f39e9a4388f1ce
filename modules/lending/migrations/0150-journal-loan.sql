-- That an entry's loan is there is tried once a statement, with all its entries, not by a foreign
-- key entry by entry: a day-end posts hundreds at once on loans it holds (docs/decisions/0007). A
-- loan with entries stays, under its id.
alter table journal drop constraint journal_loan_id_fkey;

create function journal_names_loan() returns trigger language plpgsql
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  wrong text;
begin
  select f.loan_id into wrong from (select distinct loan_id from fresh) f
   where f.loan_id is not null
     and not exists (select from lending.loan l where l.id = f.loan_id)
   limit 1;
  if wrong is not null then
    raise exception 'an entry names loan %, which is not there', wrong using errcode = '23503';
  end if;
  return null;
end $$;
create trigger journal_of_loan after insert on journal
  referencing new table as fresh
  for each statement execute function journal_names_loan();

create function loan_has_journal() returns trigger language plpgsql as $$
begin
  if exists (select from gone g join lending.journal j on j.loan_id = g.id) then
    raise exception 'a loan with entries is never removed' using errcode = '23503';
  end if;
  return null;
end $$;
create trigger loan_stays after delete on loan
  referencing old table as gone
  for each statement execute function loan_has_journal();

create function loan_keeps_id() returns trigger language plpgsql as $$
begin
  raise exception 'a loan keeps its id' using errcode = '23001';
end $$;
create trigger loan_keeps_id before update of id on loan
  for each statement execute function loan_keeps_id();
