-- Schema lending: generated from its migrations, never edited.

create table account_sequence (
  branch text not null,
  year integer not null,
  last bigint not null,
  constraint account_sequence_pkey PRIMARY KEY (branch, year)
);

create table assignment (
  application_id text not null,
  owner text not null,
  assigned_by text not null,
  assigned_at timestamp with time zone not null,
  constraint assignment_pkey PRIMARY KEY (application_id),
  constraint assignment_owner_check CHECK ((owner ~~ 'stf\_%'::text))
);
CREATE INDEX assignment_owner ON assignment USING btree (owner);

create table borrower_change (
  customer_id text not null,
  changed_on date not null,
  constraint borrower_change_pkey PRIMARY KEY (customer_id)
);

create table class_change (
  fact text not null,
  loan_id text not null,
  from_class text not null,
  to_class text not null,
  dpd integer not null,
  on_day date not null,
  known_at timestamp with time zone not null,
  constraint class_change_pkey PRIMARY KEY (fact),
  constraint class_change_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id)
);
CREATE INDEX class_change_day ON class_change USING btree (on_day);
CREATE INDEX class_change_loan ON class_change USING btree (loan_id, on_day);

create table closing (
  id text not null,
  loan_id text not null,
  customer_id text not null,
  account_number text not null,
  closed_on date not null,
  status text not null,
  mandate text,
  mandate_on date,
  report_as_on date,
  report_by date,
  certify_by date not null,
  document_id text,
  certified_on date,
  released_by text,
  reason text,
  reopened_on date,
  constraint closing_pkey PRIMARY KEY (id),
  constraint closing_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint closing_check CHECK (((status = 'certified'::text) = ((certified_on IS NOT NULL) AND (reopened_on IS NULL)))),
  constraint closing_check1 CHECK (((status = 'reopened'::text) = (reopened_on IS NOT NULL))),
  constraint closing_check2 CHECK (((released_by IS NULL) = (reason IS NULL))),
  constraint closing_mandate_check CHECK ((mandate = ANY (ARRAY['asked'::text, 'unanswered'::text, 'cancelled'::text, 'kept'::text, 'none'::text]))),
  constraint closing_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'with-a-person'::text, 'certified'::text, 'reopened'::text])))
);
CREATE INDEX closing_due ON closing USING btree (certify_by) WHERE (status = ANY (ARRAY['waiting'::text, 'with-a-person'::text]));
CREATE UNIQUE INDEX closing_standing ON closing USING btree (loan_id) WHERE (status <> 'reopened'::text);

create table draw_asked (
  id text not null,
  customer_id text not null,
  product text not null,
  limit_id text not null,
  merchant_id text,
  order_reference text,
  amount bigint not null,
  tenor_months integer not null,
  terms jsonb not null,
  terms_hash text not null,
  asked_at timestamp with time zone not null,
  constraint draw_asked_pkey PRIMARY KEY (id),
  constraint draw_asked_limit_id_fkey FOREIGN KEY (limit_id) REFERENCES limit_granted(id),
  constraint draw_asked_merchant_id_order_reference_fkey FOREIGN KEY (merchant_id, order_reference) REFERENCES merchant_order(merchant_id, order_reference) MATCH FULL,
  constraint draw_asked_amount_check CHECK ((amount > 0)),
  constraint draw_asked_tenor_months_check CHECK (((tenor_months >= 1) AND (tenor_months <= 60))),
  constraint draw_asked_terms_hash_check CHECK ((terms_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX draw_asked_customer ON draw_asked USING btree (customer_id, asked_at DESC);
CREATE INDEX draw_asked_limit ON draw_asked USING btree (limit_id);
CREATE INDEX draw_asked_order ON draw_asked USING btree (merchant_id, order_reference) WHERE (merchant_id IS NOT NULL);
CREATE INDEX draw_asked_reference ON draw_asked USING btree (upper(order_reference)) WHERE (order_reference IS NOT NULL);

create table drawdown (
  loan_id text not null,
  limit_id text not null,
  reference text not null,
  constraint drawdown_pkey PRIMARY KEY (loan_id),
  constraint drawdown_reference_key UNIQUE (reference),
  constraint drawdown_limit_id_fkey FOREIGN KEY (limit_id) REFERENCES limit_granted(id),
  constraint drawdown_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id)
);
CREATE INDEX drawdown_limit ON drawdown USING btree (limit_id);

create table impairment (
  id text not null,
  as_on date not null,
  booked_on date not null,
  booked_at timestamp with time zone not null,
  booked_by text not null,
  exposure bigint not null,
  expected_loss bigint not null,
  floor_standard bigint not null,
  floor_npa bigint not null,
  reserve bigint not null,
  status text not null,
  reason text,
  reversed_by text,
  reversed_on date,
  constraint impairment_pkey PRIMARY KEY (id),
  constraint impairment_expected_loss_check CHECK ((expected_loss >= 0)),
  constraint impairment_reserve_check CHECK ((reserve >= 0)),
  constraint impairment_status_check CHECK ((status = ANY (ARRAY['booked'::text, 'reversed'::text])))
);
CREATE UNIQUE INDEX impairment_standing ON impairment USING btree (as_on) WHERE (status = 'booked'::text);

create table impairment_group (
  id text not null,
  impairment_id text not null,
  product text not null,
  stage integer not null,
  loans integer not null,
  exposure bigint not null,
  pd text not null,
  lgd text not null,
  expected_loss bigint not null,
  floor bigint not null,
  constraint impairment_group_pkey PRIMARY KEY (id),
  constraint impairment_group_impairment_id_product_stage_key UNIQUE (impairment_id, product, stage),
  constraint impairment_group_impairment_id_fkey FOREIGN KEY (impairment_id) REFERENCES impairment(id),
  constraint impairment_group_stage_check CHECK (((stage >= 1) AND (stage <= 3)))
);

create table journal (
  id text not null,
  loan_id text,
  fact text not null,
  says text not null,
  amount bigint not null,
  value_on date not null,
  booked_on date not null,
  known_at timestamp with time zone,
  constraint journal_pkey PRIMARY KEY (id),
  constraint journal_loan_id_fact_key UNIQUE (loan_id, fact),
  constraint journal_amount_check CHECK ((amount > 0))
);
CREATE INDEX journal_booked_value ON journal USING btree (booked_on, id);
CREATE INDEX journal_due ON journal USING btree (value_on) WHERE (fact ~~ 'due:%'::text);
CREATE UNIQUE INDEX journal_of_portfolio ON journal USING btree (fact) WHERE (loan_id IS NULL);
CREATE TRIGGER journal_in_open_period AFTER INSERT ON journal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION period_is_closed();
CREATE TRIGGER journal_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER journal_of_loan AFTER INSERT ON journal REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION journal_names_loan();

create table journey (
  machine text not null,
  id text not null,
  key text not null,
  version text not null,
  state text not null,
  context jsonb not null,
  status text not null,
  since timestamp with time zone not null,
  held jsonb not null,
  constraint journey_pkey PRIMARY KEY (machine, id),
  constraint journey_status_check CHECK ((status = ANY (ARRAY['active'::text, 'held'::text, 'done'::text])))
);
CREATE INDEX journey_key ON journey USING btree (key);
CREATE INDEX journey_state ON journey USING btree (machine, state) WHERE (status <> 'done'::text);

create table lead (
  id text not null,
  customer_id text not null,
  product text not null,
  source text not null,
  started_at timestamp with time zone not null,
  partner_reference text,
  constraint lead_pkey PRIMARY KEY (id),
  constraint lead_partner_reference_check CHECK ((partner_reference ~ '^[0-9A-Za-z][0-9A-Za-z/_.-]{1,59}$'::text))
);
CREATE INDEX lead_customer ON lead USING btree (customer_id, started_at DESC);
CREATE INDEX lead_partner_reference ON lead USING btree (upper(partner_reference)) WHERE (partner_reference IS NOT NULL);
CREATE INDEX lead_source ON lead USING btree (source);

create table limit_granted (
  id text not null,
  customer_id text not null,
  product text not null,
  amount bigint not null,
  rate text not null,
  restores boolean not null,
  granted_on date not null,
  valid_till date not null,
  closed_on date,
  constraint limit_granted_pkey PRIMARY KEY (id),
  constraint limit_granted_amount_check CHECK ((amount > 0)),
  constraint limit_granted_check CHECK ((valid_till > granted_on))
);
CREATE UNIQUE INDEX limit_granted_open ON limit_granted USING btree (customer_id, product) WHERE (closed_on IS NULL);

create table loan (
  id text not null,
  account_number text not null,
  customer_id text not null,
  application_id text not null,
  product text not null,
  mandate_id text,
  terms jsonb not null,
  cooling_off_until date not null,
  bounce_charge bigint not null,
  bounce_gst_percent text not null,
  status text not null,
  principal bigint not null,
  outstanding bigint not null,
  overdue bigint not null,
  overdue_since date,
  asset_class text not null,
  next_due_on date,
  disbursed_on date not null,
  closed_on date,
  noticed integer default 0 not null,
  noc_document_id text,
  course text not null,
  next_due_amount bigint,
  plan text,
  constraint loan_pkey PRIMARY KEY (id),
  constraint loan_account_number_key UNIQUE (account_number),
  constraint loan_application_id_key UNIQUE (application_id),
  constraint loan_bounce_charge_check CHECK ((bounce_charge >= 0)),
  constraint loan_outstanding_check CHECK ((outstanding >= 0)),
  constraint loan_overdue_check CHECK ((overdue >= 0)),
  constraint loan_principal_check CHECK ((principal > 0)),
  constraint loan_status_check CHECK ((status = ANY (ARRAY['sanctioned'::text, 'disbursed'::text, 'active'::text, 'closed'::text, 'written-off'::text, 'cancelled'::text])))
);
CREATE INDEX loan_customer ON loan USING btree (customer_id);
CREATE INDEX loan_open ON loan USING btree (customer_id) WHERE (status = ANY (ARRAY['disbursed'::text, 'active'::text]));
CREATE TRIGGER loan_keeps_id BEFORE UPDATE OF id ON loan FOR EACH STATEMENT EXECUTE FUNCTION loan_keeps_id();
CREATE TRIGGER loan_stays AFTER DELETE ON loan REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION loan_has_journal();

create table loan_fact (
  id text not null,
  loan_id text not null,
  kind text not null,
  value_on date not null,
  known_at timestamp with time zone not null,
  body jsonb not null,
  constraint loan_fact_pkey PRIMARY KEY (id),
  constraint loan_fact_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id)
);
CREATE INDEX loan_fact_loan ON loan_fact USING btree (loan_id, value_on);

create table merchant (
  id text not null,
  name text not null,
  gst_state text not null,
  verification text not null,
  registered_by text not null,
  registered_at timestamp with time zone not null,
  fund_account text,
  constraint merchant_pkey PRIMARY KEY (id),
  constraint merchant_fund_account_check CHECK ((fund_account ~ '^fa_[0-9A-Za-z]{4,40}$'::text)),
  constraint merchant_gst_state_check CHECK ((gst_state ~ '^\d{2}$'::text))
);

create table merchant_order (
  merchant_id text not null,
  order_reference text not null,
  amount bigint not null,
  placed_at timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  refunded bigint default 0 not null,
  constraint merchant_order_pkey PRIMARY KEY (merchant_id, order_reference),
  constraint merchant_order_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchant(id),
  constraint merchant_order_amount_check CHECK ((amount > 0)),
  constraint merchant_order_check CHECK (((refunded >= 0) AND (refunded <= amount)))
);

create table merchant_secret (
  id text not null,
  merchant_id text not null,
  sealed text not null,
  made_at timestamp with time zone not null,
  serves_until timestamp with time zone,
  constraint merchant_secret_pkey PRIMARY KEY (id),
  constraint merchant_secret_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchant(id)
);
CREATE INDEX merchant_secret_merchant ON merchant_secret USING btree (merchant_id);
CREATE UNIQUE INDEX merchant_secret_of_now ON merchant_secret USING btree (merchant_id) WHERE (serves_until IS NULL);

create table offer_terms (
  application_id text not null,
  hash text not null,
  terms jsonb not null,
  made_at timestamp with time zone not null,
  constraint offer_terms_pkey PRIMARY KEY (application_id, hash),
  constraint offer_terms_application_id_fkey FOREIGN KEY (application_id) REFERENCES lead(id),
  constraint offer_terms_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text))
);

create table period (
  id text not null,
  through date not null,
  closed_at timestamp with time zone not null,
  closed_by text not null,
  entries bigint not null,
  debit bigint not null,
  constraint period_pkey PRIMARY KEY (id),
  constraint period_through_key UNIQUE (through),
  constraint period_debit_check CHECK ((debit >= 0)),
  constraint period_entries_check CHECK ((entries >= 0))
);
CREATE TRIGGER period_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON period FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

create table posting (
  journal_id text not null,
  line integer not null,
  account integer not null,
  debit bigint not null,
  credit bigint not null,
  constraint posting_pkey PRIMARY KEY (journal_id, line),
  constraint posting_check CHECK (((debit = 0) <> (credit = 0))),
  constraint posting_credit_check CHECK ((credit >= 0)),
  constraint posting_debit_check CHECK ((debit >= 0))
);
CREATE INDEX posting_excess ON posting USING btree (journal_id) WHERE (account = 2400);
CREATE TRIGGER posting_balanced AFTER INSERT ON posting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION posting_balances();
CREATE TRIGGER posting_kept BEFORE DELETE OR UPDATE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();

create table product (
  id text not null,
  code text not null,
  name text not null,
  effective_from date not null,
  amount_min bigint not null,
  amount_max bigint not null,
  tenor_months_min integer not null,
  tenor_months_max integer not null,
  cooling_off_days integer not null,
  bounce_charge bigint not null,
  bounce_gst_percent text not null,
  penal_percent text not null,
  processing_fee_percent text not null,
  gst_percent text not null,
  stamp_duty bigint not null,
  penal_grace_days integer default 0 not null,
  foreclosure_percent text default '0'::text not null,
  floating boolean default false not null,
  kind text default 'personal-loan'::text not null,
  limit_restores boolean default false not null,
  limit_months integer default 0 not null,
  signed_off_by text,
  subvention_percent text default '0'::text not null,
  published_by text,
  published_at timestamp with time zone,
  interest_method text default 'declining-balance'::text not null,
  day_count text default 'whole-months'::text not null,
  broken_period text default 'first-instalment'::text not null,
  instalment_rounding text default 'nearest-rupee'::text not null,
  instalment_multiple bigint default 0 not null,
  residue text default 'last-instalment'::text not null,
  holiday_shift text default 'none'::text not null,
  allocation text default 'by-instalment'::text not null,
  allocation_npa text default 'by-instalment'::text not null,
  allocation_prepaid text default 'by-instalment'::text not null,
  purchase_rate text default '0'::text not null,
  due_day integer default 0 not null,
  constraint product_pkey PRIMARY KEY (id),
  constraint product_code_effective_from_key UNIQUE (code, effective_from),
  constraint flat_spreads_nothing CHECK (((interest_method <> 'flat'::text) OR (residue <> 'spread'::text))),
  constraint only_purchases_have_theirs CHECK (((kind = 'pay-later'::text) OR (purchase_rate = '0'::text))),
  constraint product_allocation_check CHECK ((allocation = ANY (ARRAY['by-instalment'::text, 'interest-first'::text, 'principal-first'::text, 'charges-first'::text]))),
  constraint product_allocation_npa_check CHECK ((allocation_npa = ANY (ARRAY['by-instalment'::text, 'interest-first'::text, 'principal-first'::text, 'charges-first'::text]))),
  constraint product_allocation_prepaid_check CHECK ((allocation_prepaid = ANY (ARRAY['by-instalment'::text, 'interest-first'::text, 'principal-first'::text, 'charges-first'::text]))),
  constraint product_amount_min_check CHECK ((amount_min > 0)),
  constraint product_bounce_charge_check CHECK ((bounce_charge >= 0)),
  constraint product_broken_period_check CHECK ((broken_period = ANY (ARRAY['first-instalment'::text, 'last-instalment'::text, 'all-instalments'::text, 'own-instalment'::text, 'at-disbursal'::text]))),
  constraint product_check CHECK ((amount_max >= amount_min)),
  constraint product_check1 CHECK (((tenor_months_max >= tenor_months_min) AND (tenor_months_max <= 60))),
  constraint product_cooling_off_days_check CHECK ((cooling_off_days >= 1)),
  constraint product_day_count_check CHECK ((day_count = ANY (ARRAY['whole-months'::text, 'actual-365'::text, 'actual-360'::text, 'actual-364'::text, 'actual-actual'::text, 'thirty-360'::text]))),
  constraint product_due_day_check CHECK (((due_day >= 0) AND (due_day <= 28))),
  constraint product_holiday_shift_check CHECK ((holiday_shift = ANY (ARRAY['none'::text, 'next-working-day'::text, 'previous-working-day'::text]))),
  constraint product_instalment_multiple_check CHECK ((instalment_multiple >= 0)),
  constraint product_instalment_rounding_check CHECK ((instalment_rounding = ANY (ARRAY['nearest-rupee'::text, 'next-rupee'::text, 'paisa'::text]))),
  constraint product_interest_method_check CHECK ((interest_method = ANY (ARRAY['declining-balance'::text, 'flat'::text]))),
  constraint product_kind_check CHECK ((kind = ANY (ARRAY['personal-loan'::text, 'drawdown'::text, 'pay-later'::text]))),
  constraint product_limit_months_check CHECK (((limit_months >= 0) AND (limit_months <= 24))),
  constraint product_penal_grace_days_check CHECK ((penal_grace_days >= 0)),
  constraint product_purchase_rate_check CHECK ((purchase_rate ~ '^\d{1,2}(\.\d{1,4})?$'::text)),
  constraint product_residue_check CHECK ((residue = ANY (ARRAY['last-instalment'::text, 'spread'::text]))),
  constraint product_stamp_duty_check CHECK ((stamp_duty >= 0)),
  constraint product_tenor_months_min_check CHECK ((tenor_months_min >= 1)),
  constraint restored_by_sign_off CHECK (((NOT limit_restores) OR (signed_off_by IS NOT NULL)))
);

create table purchase (
  loan_id text not null,
  merchant_id text not null,
  order_reference text not null,
  reference text not null,
  constraint purchase_pkey PRIMARY KEY (loan_id),
  constraint purchase_merchant_id_order_reference_key UNIQUE (merchant_id, order_reference),
  constraint purchase_reference_key UNIQUE (reference),
  constraint purchase_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint purchase_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchant(id)
);

create table takeover (
  number text not null,
  loan_id text not null,
  content text not null,
  taken_over_at timestamp with time zone not null,
  constraint takeover_pkey PRIMARY KEY (number),
  constraint takeover_loan_id_key UNIQUE (loan_id),
  constraint takeover_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint takeover_content_check CHECK ((content ~ '^[0-9a-f]{64}$'::text))
);

create view application as
 SELECT l.id,
    l.customer_id,
    l.product,
    j.state,
    j.status,
    (j.context ->> 'amountAsked'::text)::bigint AS amount_asked,
    (j.context ->> 'amount'::text)::bigint AS amount,
    (j.context ->> 'tenorMonths'::text)::integer AS tenor_months,
    (j.context -> 'offer'::text) ->> 'rate'::text AS rate,
    l.started_at,
    j.since,
    j.context,
    l.source,
    l.partner_reference,
    a.owner
   FROM lead l
     JOIN journey j ON j.machine = 'application'::text AND j.id = l.id
     LEFT JOIN assignment a ON a.application_id = l.id;

create view credit_limit as
 SELECT g.id,
    g.customer_id,
    g.product,
    g.amount,
    g.rate,
    g.restores,
    g.granted_on,
    g.valid_till,
    g.closed_on,
    COALESCE(d.draws, 0::bigint)::integer AS draws,
    COALESCE(d.drawn, 0::numeric)::bigint AS drawn,
    COALESCE(d.owed, 0::numeric)::bigint AS owed,
    GREATEST(0::numeric, g.amount::numeric - COALESCE(
        CASE
            WHEN g.restores THEN d.owed
            ELSE d.drawn
        END, 0::numeric))::bigint AS available,
    COALESCE(d.worst, 'standard'::text) AS asset_class
   FROM limit_granted g
     LEFT JOIN LATERAL ( SELECT count(*) AS draws,
            sum(l.principal) AS drawn,
            sum(
                CASE
                    WHEN l.status = 'written-off'::text THEN l.principal
                    ELSE l.outstanding
                END) AS owed,
            (array_agg(l.asset_class ORDER BY (array_position(ARRAY['NPA'::text, 'SMA-2'::text, 'SMA-1'::text, 'SMA-0'::text, 'standard'::text], l.asset_class))))[1] AS worst
           FROM drawdown w
             JOIN loan l ON l.id = w.loan_id
          WHERE w.limit_id = g.id AND l.status <> 'cancelled'::text) d ON true;

create view draw as
 SELECT d.id,
    d.customer_id,
    d.product,
    d.limit_id,
    d.merchant_id,
    d.order_reference,
    d.amount,
    d.tenor_months,
    d.terms_hash,
    d.asked_at,
    j.state,
    j.status,
    j.since,
    j.context,
    a.owner
   FROM draw_asked d
     JOIN journey j ON j.machine = 'draw'::text AND j.id = d.id
     LEFT JOIN assignment a ON a.application_id = d.id;

create view worklist as
 SELECT application.id,
    application.customer_id,
    'lending.application'::text AS journey,
    application.product,
    application.state,
    application.status,
    application.since,
    application.source AS partner,
    application.partner_reference AS reference,
    application.owner
   FROM application
UNION ALL
 SELECT d.id,
    d.customer_id,
    'lending.draw'::text AS journey,
    d.product,
    d.state,
    d.status,
    d.since,
    m.name AS partner,
    d.order_reference AS reference,
    d.owner
   FROM draw d
     LEFT JOIN merchant m ON m.id = d.merchant_id;

CREATE OR REPLACE FUNCTION course_of(course text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when jsonb_typeof(c -> 'rows') = 'array' then c else
           jsonb_set(c, '{rows}', coalesce((
             select jsonb_agg((
                      select jsonb_object_agg(n.name, v.value)
                        from jsonb_array_elements_text(c #> '{rows,names}')
                               with ordinality as n(name, at)
                        join jsonb_array_elements(r.row) with ordinality as v(value, at)
                          on v.at = n.at
                       where v.value <> 'null') order by r.at)
               from jsonb_array_elements(c #> '{rows,values}') with ordinality as r(row, at)
           ), '[]'))
         end
    from (select course::jsonb as c) as one
$function$;

CREATE OR REPLACE FUNCTION course_of(course text, plan text)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case when jsonb_typeof(c -> 'rows') = 'array' or c -> 'rows' ? 'names'
           then course_of(course)
           else jsonb_set(c, '{rows}', coalesce((
             select jsonb_agg((
                      select '{"paidPrincipal":0,"paidInterest":0,"waivedPrincipal":0,
                               "waivedInterest":0}'::jsonb || jsonb_object_agg(n.name, v.value)
                        from jsonb_array_elements_text(p -> 'names')
                               with ordinality as n(name, at)
                        join jsonb_array_elements(r.row) with ordinality as v(value, at)
                          on v.at = n.at
                       where v.value <> 'null')
                      || coalesce(c -> 'rows' -> (r.at - 1)::text, '{}') order by r.at)
               from jsonb_array_elements(p -> 'values') with ordinality as r(row, at)
           ), '[]'))
         end
    from (select course::jsonb as c, plan::jsonb as p) as one
$function$;

CREATE OR REPLACE FUNCTION journal_names_loan()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  wrong text;
begin
  select f.loan_id into wrong from (select distinct loan_id from fresh) f
   where f.loan_id is not null
     and not exists (select from loan l where l.id = f.loan_id)
   limit 1;
  if wrong is not null then
    raise exception 'an entry names loan %, which is not there', wrong using errcode = '23503';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION ledger_is_append_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the ledger is append-only: mend a mistake by a further entry'
    using errcode = '23001';
end $function$;

CREATE OR REPLACE FUNCTION loan_has_journal()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from gone g join journal j on j.loan_id = g.id) then
    raise exception 'a loan with entries is never removed' using errcode = '23503';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION loan_keeps_id()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a loan keeps its id' using errcode = '23001';
end $function$;

CREATE OR REPLACE FUNCTION period_is_closed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  locked date;
  earliest date;
begin
  select max(through) into locked from period;
  select min(booked_on) into earliest from fresh;
  if earliest <= locked then
    raise exception 'the books are closed through %: an entry cannot be booked on %',
      locked, earliest using errcode = '23514';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION posting_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
AS $function$
declare
  wrong text;
  off bigint;
begin
  select f.journal_id, f.off into wrong, off
    from (select journal_id, sum(debit) - sum(credit) as off from fresh group by journal_id) f
   where f.off <> 0 or not exists (select from journal j where j.id = f.journal_id)
   limit 1;
  if off <> 0 then
    raise exception 'journal % is off by % paise', wrong, off using errcode = '23514';
  elsif wrong is not null then
    raise exception 'a posting names journal %, which is not there', wrong using errcode = '23503';
  end if;
  return null;
end $function$;
