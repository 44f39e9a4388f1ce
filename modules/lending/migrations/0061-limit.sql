-- A limit is a promise, not a loan: each draw under it is a term loan of its own (SPEC §13A).
create table limit_granted (
  id text primary key,
  customer_id text not null,
  product text not null,
  amount bigint not null check (amount > 0),
  rate text not null,
  restores boolean not null,
  granted_on date not null,
  valid_till date not null check (valid_till > granted_on),
  closed_on date
);
create unique index limit_granted_open on limit_granted (customer_id, product)
  where closed_on is null;

create table drawdown (
  loan_id text primary key references loan (id),
  limit_id text not null references limit_granted (id),
  reference text not null unique -- The bank's: typed twice, it was drawn once.
);
create index drawdown_limit on drawdown (limit_id);

-- Whom a purchase is paid to; the account was verified before (DL-07).
create table merchant (
  id text primary key,
  name text not null,
  gst_state text not null check (gst_state ~ '^\d{2}$'),
  verification text not null,
  registered_by text not null,
  registered_at timestamptz not null
);
create table purchase (
  loan_id text primary key references loan (id),
  merchant_id text not null references merchant (id),
  order_reference text not null,
  reference text not null unique,
  unique (merchant_id, order_reference)
);

-- A limit with its draws. One whose payout came back was never drawn. What restores makes room by
-- what is no longer owed; what does not falls with each draw for good. The worst draw decides.
create view credit_limit as
select g.id, g.customer_id, g.product, g.amount, g.rate, g.restores, g.granted_on, g.valid_till,
       g.closed_on, coalesce(d.draws, 0)::int as draws, coalesce(d.drawn, 0)::bigint as drawn,
       coalesce(d.owed, 0)::bigint as owed,
       greatest(0, g.amount - coalesce(case when g.restores then d.owed else d.drawn end, 0)
         )::bigint as available,
       coalesce(d.worst, 'standard') as asset_class
  from limit_granted g
  left join lateral (
    select count(*) as draws, sum(l.principal) as drawn,
           sum(case when l.status = 'written-off' then l.principal else l.outstanding end) as owed,
           (array_agg(l.asset_class order by
              array_position(array['NPA', 'SMA-2', 'SMA-1', 'SMA-0', 'standard'], l.asset_class)
            ))[1] as worst
      from drawdown w join loan l on l.id = w.loan_id
     where w.limit_id = g.id and l.status <> 'cancelled'
  ) d on true;
