-- How closely a person is looked at (KYC direction: low, medium, high): as it was set last. Without
-- a row nobody has rated them, and their KYC is renewed as soon as that of the riskiest.
create table risk (
  customer_id text primary key,
  risk text not null check (risk in ('low', 'medium', 'high')),
  reason text not null,
  set_by text not null,
  set_at timestamptz not null
);
