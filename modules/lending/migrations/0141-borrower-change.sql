-- When what we know of a borrower last changed: their loans go into the next bureau file, whether
-- or not anything was paid (SPEC §5.1). What changed rests with identity.
create table borrower_change (
  customer_id text primary key,
  changed_on date not null
);
