-- What the buyer pays a year for a purchase in parts; nothing where the merchant bears it all.
alter table product
  add column purchase_rate text not null default '0'
    check (purchase_rate ~ '^\d{1,2}(\.\d{1,4})?$'),
  add constraint only_purchases_have_theirs check (kind = 'pay-later' or purchase_rate = '0');
