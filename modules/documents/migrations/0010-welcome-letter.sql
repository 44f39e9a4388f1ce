-- A letter that begins a loan: what was agreed, in one place (SPEC §13.1, screen 7).
alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in (
  'kfs', 'agreement', 'noc',
  'statement', 'interest-certificate', 'foreclosure-letter', 'schedule', 'welcome-letter'));
