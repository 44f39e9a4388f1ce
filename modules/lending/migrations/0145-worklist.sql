-- A lead that a partner sent carries the partner's own number for it.
alter table lead
  add column partner_reference text
    check (partner_reference ~ '^[0-9A-Za-z][0-9A-Za-z/_.-]{1,59}$');
create index lead_partner_reference on lead (upper(partner_reference))
  where partner_reference is not null;
create index lead_source on lead (source);
create index draw_asked_reference on draw_asked (upper(order_reference))
  where order_reference is not null;

-- Who of the staff answers for an application or a draw; no row: nobody yet.
create table assignment (
  application_id text primary key,
  owner text not null check (owner like 'stf\_%'),
  assigned_by text not null,
  assigned_at timestamptz not null
);
create index assignment_owner on assignment (owner);

create or replace view application as
  select l.id, l.customer_id, l.product, j.state, j.status,
         (j.context ->> 'amountAsked')::bigint as amount_asked,
         (j.context ->> 'amount')::bigint as amount,
         (j.context ->> 'tenorMonths')::int as tenor_months,
         j.context -> 'offer' ->> 'rate' as rate,
         l.started_at, j.since, j.context, l.source, l.partner_reference, a.owner
    from lead l join journey j on j.machine = 'application' and j.id = l.id
    left join assignment a on a.application_id = l.id;

create or replace view draw as
  select d.id, d.customer_id, d.product, d.limit_id, d.merchant_id, d.order_reference, d.amount,
         d.tenor_months, d.terms_hash, d.asked_at, j.state, j.status, j.since, j.context, a.owner
    from draw_asked d join journey j on j.machine = 'draw' and j.id = d.id
    left join assignment a on a.application_id = d.id;

-- All that somebody applied for, as those who work through it look for it: by whom it came, the
-- partner's number for it, where it stands, who answers for it.
create view worklist as
  select id, customer_id, 'lending.application' as journey, product, state, status, since,
         source as partner, partner_reference as reference, owner
    from application
   union all
  select d.id, d.customer_id, 'lending.draw', d.product, d.state, d.status, d.since,
         m.name, d.order_reference, d.owner
    from draw d left join merchant m on m.id = d.merchant_id;
