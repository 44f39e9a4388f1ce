-- What a product charges beyond its price, dated like everything of it: a loan keeps the version
-- whose KFS its borrower accepted.
alter table product
  add column penal_grace_days int not null default 0 check (penal_grace_days >= 0),
  add column foreclosure_percent text not null default '0',
  add column floating boolean not null default false;

-- From here on a penal charge (SPEC §3.1): 24 % a year on the overdue instalment, simple, without
-- GST, none within three days. Individuals pay no charge for repaying before time (SPEC §3.4).
insert into product
  (id, code, name, effective_from, amount_min, amount_max, tenor_months_min, tenor_months_max,
   cooling_off_days, bounce_charge, bounce_gst_percent, penal_percent, processing_fee_percent,
   gst_percent, stamp_duty, penal_grace_days, foreclosure_percent, floating)
select 'prd_personal-2026-02', code, name, '2026-02-01', amount_min, amount_max, tenor_months_min,
       tenor_months_max, cooling_off_days, bounce_charge, bounce_gst_percent, '24',
       processing_fee_percent, gst_percent, stamp_duty, 3, '0', false
  from product where id = 'prd_personal-2025';
