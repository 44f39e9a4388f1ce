-- A KFS says how long it stands, and the borrower accepts it or does not: whoever books on its
-- strength asks both. A draw has no agreement of its own: its KFS is what was agreed.
alter table document
  add column valid_till timestamptz,
  add column accepted_at timestamptz,
  add constraint document_accepted check (accepted_at is null or kind = 'kfs');
alter table pack alter column agreement_id drop not null;
