-- A pull that failed is asked again in the same row: how often it was tried.
alter table report add column attempts int not null default 1 check (attempts > 0);
