-- Papers of a running loan, each as PDF and as CSV. One order makes each once, told twice or not.
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in (
  'kfs', 'agreement', 'noc',
  'statement', 'interest-certificate', 'foreclosure-letter', 'schedule'));
alter table document
  add column format text not null default 'pdf' check (format in ('pdf', 'csv')),
  add column paper_id text;
create unique index document_paper on document (paper_id, format) where paper_id is not null;
