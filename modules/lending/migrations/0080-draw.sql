-- The provider's own name for a merchant's account, which it verified: what a purchase is paid to.
alter table merchant
  add column fund_account text check (fund_account ~ '^fa_[0-9A-Za-z]{4,40}$');

-- What a merchant's checkout told of; a person takes it on their phone, or nobody does.
create table merchant_order (
  merchant_id text not null references merchant (id),
  order_reference text not null,
  amount bigint not null check (amount > 0),
  placed_at timestamptz not null,
  cancelled_at timestamptz,
  primary key (merchant_id, order_reference)
);

-- A draw or a purchase is asked for, agreed by a KFS of its own, and paid through the gates; where
-- it stands is its journey's row. The terms are those the KFS states, to the day and the paisa.
create table draw_asked (
  id text primary key,
  customer_id text not null,
  product text not null,
  limit_id text not null references limit_granted (id),
  merchant_id text, -- Whom a purchase is paid to; a draw has none.
  order_reference text,
  amount bigint not null check (amount > 0),
  tenor_months int not null check (tenor_months between 1 and 60),
  terms jsonb not null,
  terms_hash text not null check (terms_hash ~ '^[0-9a-f]{64}$'),
  asked_at timestamptz not null,
  foreign key (merchant_id, order_reference)
    references merchant_order (merchant_id, order_reference) match full
);
create index draw_asked_customer on draw_asked (customer_id, asked_at desc);
create index draw_asked_limit on draw_asked (limit_id);
create index draw_asked_order on draw_asked (merchant_id, order_reference)
  where merchant_id is not null;

create view draw as
  select d.id, d.customer_id, d.product, d.limit_id, d.merchant_id, d.order_reference, d.amount,
         d.tenor_months, d.terms_hash, d.asked_at, j.state, j.status, j.since, j.context
    from draw_asked d join journey j on j.machine = 'draw' and j.id = d.id;

-- What the house ships with beside the personal loan: a limit that does not revolve, and a purchase
-- of which the merchant bears a share. Versions of a lender's own are published ahead of their day.
insert into product
  (id, code, name, effective_from, kind, amount_min, amount_max, tenor_months_min,
   tenor_months_max, cooling_off_days, bounce_charge, bounce_gst_percent, penal_percent,
   processing_fee_percent, gst_percent, stamp_duty, limit_months, subvention_percent)
values
  ('prd_flexi-2025', 'flexi', 'Flexi limit', '2025-01-01', 'drawdown', 200000, 20000000, 3, 12, 3,
   50000, '0', '0', '1', '18', 0, 12, '0'),
  ('prd_pay-later-2025', 'pay-later', 'Pay later', '2025-01-01', 'pay-later', 100000, 10000000, 3,
   9, 7, 50000, '0', '0', '0', '18', 0, 0, '3');
