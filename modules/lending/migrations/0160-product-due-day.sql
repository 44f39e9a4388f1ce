-- A day of the month on which all instalments of a product fall due (0: each loan has its own), and
-- interest of the days before its first whole month taken out of the disbursal.
alter table product
  add column due_day int not null default 0 check (due_day between 0 and 28),
  drop constraint product_broken_period_check,
  add constraint product_broken_period_check
    check (broken_period in ('first-instalment', 'last-instalment', 'all-instalments',
                             'own-instalment', 'at-disbursal'));
