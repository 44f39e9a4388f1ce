-- What a bureau itself sends back, after it took the file: the record waits for the desk, and goes
-- corrected with the file of the next reference date (SPEC §5.1). A value never stands here.
alter table file_record
  add column fields text not null default '', -- The columns a bureau named; empty: our own finding.
  add column looked_again boolean not null default false,
  add column carried_to text references file (id),
  drop constraint file_record_status_check,
  drop constraint file_record_check,
  add constraint file_record_status
    check (status in ('ready', 'rejected', 'corrected', 'carried')),
  add constraint file_record_faults check (
    case status when 'rejected' then faults <> '' when 'carried' then true else faults = '' end),
  add constraint file_record_carried check ((status = 'carried') = (carried_to is not null));
create index file_record_corrected on file_record (file_id) where status = 'corrected';

-- The desk's work and what became of it; a record nobody ever looked at again is no reject.
create or replace view reject as
  select r.id, r.file_id, r.loan_id, r.customer_id, r.account_number, r.faults, r.checked_at,
         r.status, f.as_on, f.submit_by, r.fields, r.carried_to
    from file_record r join file f on f.id = r.file_id
   where r.status <> 'ready' or r.looked_again;
