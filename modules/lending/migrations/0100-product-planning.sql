-- How a product's instalments run and what money meets first: data of its dated version. What every
-- version said until now is the house's way.
alter table product
  add column interest_method text not null default 'declining-balance'
    check (interest_method in ('declining-balance', 'flat')),
  add column day_count text not null default 'whole-months'
    check (day_count in ('whole-months', 'actual-365', 'actual-360', 'actual-364',
                         'actual-actual', 'thirty-360')),
  add column broken_period text not null default 'first-instalment'
    check (broken_period in ('first-instalment', 'last-instalment', 'all-instalments',
                             'own-instalment')),
  add column instalment_rounding text not null default 'nearest-rupee'
    check (instalment_rounding in ('nearest-rupee', 'next-rupee', 'paisa')),
  add column instalment_multiple bigint not null default 0 check (instalment_multiple >= 0),
  add column residue text not null default 'last-instalment'
    check (residue in ('last-instalment', 'spread')),
  add column holiday_shift text not null default 'none'
    check (holiday_shift in ('none', 'next-working-day', 'previous-working-day')),
  add column allocation text not null default 'by-instalment'
    check (allocation in ('by-instalment', 'interest-first', 'principal-first', 'charges-first')),
  add column allocation_npa text not null default 'by-instalment'
    check (allocation_npa in ('by-instalment', 'interest-first', 'principal-first',
                              'charges-first')),
  add column allocation_prepaid text not null default 'by-instalment'
    check (allocation_prepaid in ('by-instalment', 'interest-first', 'principal-first',
                                  'charges-first')),
  add constraint flat_spreads_nothing check (interest_method <> 'flat' or residue <> 'spread');
