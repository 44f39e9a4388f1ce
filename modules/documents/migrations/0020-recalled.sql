-- A certificate of a loan that was opened again is void: what it says is no longer so. The file
-- stays as it was made; a loan closed anew gets another.
alter table document
  add column void_on date,
  add constraint document_void check (void_on is null or kind = 'noc');
drop index document_noc;
create unique index document_noc on document (loan_id) where kind = 'noc' and void_on is null;
