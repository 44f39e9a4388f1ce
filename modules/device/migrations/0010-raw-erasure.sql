-- When a person's raw records of a class were erased: what was recorded before, and comes late or
-- is replayed, is not kept again.
create table raw_erasure (
  customer_id text not null,
  class text not null check (class in ('device-apps', 'device-sms')),
  erased_at timestamptz not null,
  primary key (customer_id, class)
);
