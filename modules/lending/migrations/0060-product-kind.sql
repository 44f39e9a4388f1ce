-- What kind of lending a product is (SPEC §13A), who published it, and what its kind asks for.
alter table product
  add column kind text not null default 'personal-loan'
    check (kind in ('personal-loan', 'drawdown', 'pay-later')),
  -- A limit that repayment restores is revolving: off unless compliance signed it off, by name.
  add column limit_restores boolean not null default false,
  add column limit_months int not null default 0 check (limit_months between 0 and 24),
  add column signed_off_by text,
  -- What the merchant bears of a purchase: income over its tenor.
  add column subvention_percent text not null default '0',
  add column published_by text,
  add column published_at timestamptz,
  add constraint restored_by_sign_off check (not limit_restores or signed_off_by is not null);
