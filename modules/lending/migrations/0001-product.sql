-- Products are dated data: the row in force on a day is the latest whose effective_from has come.
create table product (
  id text primary key,
  code text not null,
  name text not null,
  effective_from date not null,
  amount_min bigint not null check (amount_min > 0),
  amount_max bigint not null check (amount_max >= amount_min),
  tenor_months_min int not null check (tenor_months_min >= 1),
  tenor_months_max int not null check (tenor_months_max between tenor_months_min and 60),
  cooling_off_days int not null check (cooling_off_days >= 1), -- DL-09
  bounce_charge bigint not null check (bounce_charge >= 0),
  bounce_gst_percent text not null, -- SPEC §0.1 row 5: disputed, so it is a switch
  penal_percent text not null,
  processing_fee_percent text not null,
  gst_percent text not null,
  stamp_duty bigint not null check (stamp_duty >= 0),
  unique (code, effective_from)
);

insert into product values (
  'prd_personal-2025', 'personal', 'Personal loan', '2025-01-01',
  100000, 50000000, 3, 36, 3, 50000, '0', '0', '2', '18', 20000
);
