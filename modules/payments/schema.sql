-- Schema payments: generated from its migrations, never edited.

create table cheque (
  id text not null,
  customer_id text not null,
  loan_id text not null,
  instrument text not null,
  micr text not null,
  drawer text not null,
  amount bigint not null,
  drawn_on date not null,
  status text not null,
  taken_on date not null,
  taken_by text not null,
  presented integer default 0 not null,
  slip_id text,
  deposited_on date,
  cleared_on date,
  receipt_id text,
  returned_on date,
  return_code text,
  demand_sent_on date,
  demand_received_on date,
  replaced_by text,
  constraint cheque_pkey PRIMARY KEY (id),
  constraint cheque_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint cheque_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id),
  constraint cheque_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES cheque(id),
  constraint cheque_slip_id_fkey FOREIGN KEY (slip_id) REFERENCES deposit_slip(id),
  constraint cheque_amount_check CHECK ((amount > 0)),
  constraint cheque_check CHECK (((status <> ALL (ARRAY['deposited'::text, 'cleared'::text])) OR ((slip_id IS NOT NULL) AND (presented > 0)))),
  constraint cheque_check1 CHECK (((status = 'cleared'::text) = (cleared_on IS NOT NULL))),
  constraint cheque_check2 CHECK (((receipt_id IS NULL) OR (status = 'cleared'::text))),
  constraint cheque_check3 CHECK (((status <> 'returned'::text) OR ((returned_on IS NOT NULL) AND (return_code IS NOT NULL)))),
  constraint cheque_check4 CHECK (((status = 'replaced'::text) = (replaced_by IS NOT NULL))),
  constraint cheque_check5 CHECK (((demand_received_on IS NULL) OR (demand_received_on >= demand_sent_on))),
  constraint cheque_drawer_check CHECK ((drawer ~ '^[0-9]{6}$'::text)),
  constraint cheque_instrument_check CHECK ((instrument ~ '^[0-9]{6}$'::text)),
  constraint cheque_micr_check CHECK ((micr ~ '^[0-9]{9}$'::text)),
  constraint cheque_status_check CHECK ((status = ANY (ARRAY['held'::text, 'due'::text, 'deposited'::text, 'cleared'::text, 'returned'::text, 'to-give-back'::text, 'given-back'::text, 'lost'::text, 'replaced'::text])))
);
CREATE INDEX cheque_customer ON cheque USING btree (customer_id);
CREATE INDEX cheque_loan ON cheque USING btree (loan_id);
CREATE INDEX cheque_open ON cheque USING btree (status, drawn_on);
CREATE UNIQUE INDEX cheque_paper ON cheque USING btree (micr, drawer, instrument) WHERE (status <> ALL (ARRAY['given-back'::text, 'lost'::text, 'replaced'::text]));
CREATE INDEX cheque_receipt ON cheque USING btree (receipt_id) WHERE (receipt_id IS NOT NULL);

create table deposit_slip (
  id text not null,
  deposited_on date not null,
  cheques integer not null,
  amount bigint not null,
  deposited_by text not null,
  deposited_at timestamp with time zone not null,
  constraint deposit_slip_pkey PRIMARY KEY (id),
  constraint deposit_slip_amount_check CHECK ((amount > 0)),
  constraint deposit_slip_cheques_check CHECK ((cheques > 0))
);

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

create table loan (
  id text not null,
  customer_id text not null,
  application_id text not null,
  account_number text not null,
  closed_on date,
  mandate_id text,
  instalment bigint,
  ended_on date,
  constraint loan_pkey PRIMARY KEY (id),
  constraint loan_ended CHECK (((ended_on IS NULL) OR (closed_on IS NOT NULL))),
  constraint loan_instalment_check CHECK ((instalment > 0))
);
CREATE INDEX loan_account ON loan USING btree (account_number);
CREATE INDEX loan_application ON loan USING btree (application_id);
CREATE INDEX loan_customer ON loan USING btree (customer_id);
CREATE INDEX loan_instalment ON loan USING btree (instalment) WHERE (closed_on IS NULL);
CREATE INDEX loan_mandate ON loan USING btree (mandate_id) WHERE (mandate_id IS NOT NULL);

create table mandate (
  id text not null,
  customer_id text not null,
  application_id text not null,
  account_id text not null,
  status text not null,
  umrn text,
  amount_max bigint not null,
  ends_on date not null,
  reason text,
  authorise_at text,
  provider_ref text,
  created_at timestamp with time zone not null,
  strike text,
  strikes integer default 0 not null,
  constraint mandate_pkey PRIMARY KEY (id),
  constraint mandate_amount_max_check CHECK ((amount_max > 0)),
  constraint mandate_check CHECK (((status <> 'registered'::text) OR (umrn IS NOT NULL))),
  constraint mandate_status_check CHECK ((status = ANY (ARRAY['created'::text, 'registered'::text, 'rejected'::text, 'cancelled'::text]))),
  constraint mandate_strike_check CHECK ((strike = ANY (ARRAY['asked'::text, 'unanswered'::text, 'struck'::text]))),
  constraint mandate_umrn_check CHECK ((length(umrn) <= 20))
);
CREATE INDEX mandate_application ON mandate USING btree (application_id, created_at);
CREATE INDEX mandate_customer ON mandate USING btree (customer_id);
CREATE UNIQUE INDEX mandate_live ON mandate USING btree (application_id) WHERE (status = ANY (ARRAY['created'::text, 'registered'::text]));
CREATE INDEX mandate_registered ON mandate USING btree (customer_id) WHERE (status = 'registered'::text);
CREATE INDEX mandate_umrn ON mandate USING btree (umrn) WHERE (umrn IS NOT NULL);

create table pay_link (
  id text not null,
  customer_id text not null,
  loan_id text not null,
  amount bigint not null,
  status text not null,
  pay_at text,
  created_at timestamp with time zone not null,
  constraint pay_link_pkey PRIMARY KEY (id),
  constraint pay_link_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint pay_link_amount_check CHECK ((amount > 0)),
  constraint pay_link_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'open'::text, 'paid'::text, 'failed'::text])))
);
CREATE INDEX pay_link_customer ON pay_link USING btree (customer_id);
CREATE INDEX pay_link_open ON pay_link USING btree (amount) WHERE (status = 'open'::text);

create table payout (
  id text not null,
  customer_id text not null,
  application_id text not null,
  account_id text,
  amount bigint not null,
  status text not null,
  utr text,
  reason text,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  fund_account text,
  mandate_id text,
  constraint payout_pkey PRIMARY KEY (id),
  constraint payout_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandate(id),
  constraint payout_amount_check CHECK ((amount > 0)),
  constraint payout_check CHECK (((status <> ALL (ARRAY['succeeded'::text, 'returned'::text])) OR (utr IS NOT NULL))),
  constraint payout_payee CHECK (((account_id IS NULL) <> (fund_account IS NULL))),
  constraint payout_status_check CHECK ((status = ANY (ARRAY['created'::text, 'sent'::text, 'pending'::text, 'succeeded'::text, 'failed'::text, 'returned'::text])))
);
CREATE INDEX payout_customer ON payout USING btree (customer_id);
CREATE UNIQUE INDEX payout_live ON payout USING btree (application_id) WHERE (status <> 'failed'::text);
CREATE INDEX payout_mandate ON payout USING btree (mandate_id) WHERE (mandate_id IS NOT NULL);

create table presentment (
  id text not null,
  customer_id text not null,
  loan_id text not null,
  mandate_id text not null,
  number integer not null,
  attempt integer not null,
  amount bigint not null,
  due_on date not null,
  status text not null,
  return_code text,
  reason text,
  created_at timestamp with time zone not null,
  answered_on date,
  constraint presentment_pkey PRIMARY KEY (id),
  constraint presentment_loan_id_number_attempt_key UNIQUE (loan_id, number, attempt),
  constraint presentment_mandate_id_fkey FOREIGN KEY (mandate_id) REFERENCES mandate(id),
  constraint presentment_amount_check CHECK ((amount > 0)),
  constraint presentment_attempt_check CHECK (((attempt >= 1) AND (attempt <= 9))),
  constraint presentment_check CHECK (((status <> 'returned'::text) OR (return_code IS NOT NULL))),
  constraint presentment_number_check CHECK ((number >= 1)),
  constraint presentment_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'presented'::text, 'settled'::text, 'returned'::text, 'failed'::text])))
);
CREATE INDEX presentment_amount ON presentment USING btree (amount);
CREATE INDEX presentment_answered ON presentment USING btree (answered_on) WHERE (answered_on IS NOT NULL);
CREATE INDEX presentment_customer ON presentment USING btree (customer_id);
CREATE INDEX presentment_due ON presentment USING btree (due_on);

create table receipt (
  id text not null,
  customer_id text not null,
  loan_id text not null,
  amount bigint not null,
  rail text not null,
  reference text not null,
  received_on date not null,
  recorded_at timestamp with time zone not null,
  status text default 'received'::text not null,
  reversed_on date,
  reversal text,
  constraint receipt_pkey PRIMARY KEY (id),
  constraint receipt_reference_key UNIQUE (reference),
  constraint receipt_amount_check CHECK ((amount > 0)),
  constraint receipt_rail_check CHECK ((rail = ANY (ARRAY['nach'::text, 'upi'::text, 'link'::text, 'transfer'::text, 'cheque'::text, 'cash'::text]))),
  constraint receipt_reversal CHECK (((status = 'reversed'::text) = ((reversed_on IS NOT NULL) AND (reversal IS NOT NULL)))),
  constraint receipt_status_check CHECK ((status = ANY (ARRAY['received'::text, 'reversed'::text])))
);
CREATE INDEX receipt_customer ON receipt USING btree (customer_id);
CREATE INDEX receipt_loan ON receipt USING btree (loan_id, received_on);
CREATE INDEX receipt_received ON receipt USING btree (received_on);
CREATE INDEX receipt_reversed ON receipt USING btree (reversed_on) WHERE (reversed_on IS NOT NULL);

create table receipt_file (
  id text not null,
  name text not null,
  content text not null,
  status text not null,
  rows integer not null,
  ready integer not null,
  rejected integer not null,
  amount bigint not null,
  taken_by text not null,
  taken_at timestamp with time zone not null,
  booked_by text,
  booked_at timestamp with time zone,
  constraint receipt_file_pkey PRIMARY KEY (id),
  constraint receipt_file_content_key UNIQUE (content),
  constraint receipt_file_check CHECK (((status = 'booked'::text) = (booked_at IS NOT NULL))),
  constraint receipt_file_rows_check CHECK ((rows > 0)),
  constraint receipt_file_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'booked'::text])))
);

create table receipt_file_row (
  id text not null,
  file_id text not null,
  line integer not null,
  reference text not null,
  loan text not null,
  amount bigint,
  received_on date,
  rail text,
  status text not null,
  says text,
  loan_id text,
  receipt_id text,
  constraint receipt_file_row_pkey PRIMARY KEY (id),
  constraint receipt_file_row_file_id_line_key UNIQUE (file_id, line),
  constraint receipt_file_row_file_id_fkey FOREIGN KEY (file_id) REFERENCES receipt_file(id),
  constraint receipt_file_row_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint receipt_file_row_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id),
  constraint receipt_file_row_check CHECK (((status = 'refused'::text) OR ((amount IS NOT NULL) AND (received_on IS NOT NULL) AND (rail IS NOT NULL) AND (loan_id IS NOT NULL)))),
  constraint receipt_file_row_check1 CHECK (((status = 'refused'::text) = (says IS NOT NULL))),
  constraint receipt_file_row_check2 CHECK (((status = 'booked'::text) = (receipt_id IS NOT NULL))),
  constraint receipt_file_row_status_check CHECK ((status = ANY (ARRAY['ready'::text, 'refused'::text, 'booked'::text])))
);

create table slip_cheque (
  slip_id text not null,
  cheque_id text not null,
  constraint slip_cheque_pkey PRIMARY KEY (slip_id, cheque_id),
  constraint slip_cheque_cheque_id_fkey FOREIGN KEY (cheque_id) REFERENCES cheque(id),
  constraint slip_cheque_slip_id_fkey FOREIGN KEY (slip_id) REFERENCES deposit_slip(id)
);

create table unmatched_receipt (
  id text not null,
  amount bigint not null,
  rail text not null,
  reference text not null,
  received_on date not null,
  recorded_at timestamp with time zone not null,
  status text not null,
  loan_id text,
  receipt_id text,
  payers text[] default '{}'::text[] not null,
  constraint unmatched_receipt_pkey PRIMARY KEY (id),
  constraint unmatched_receipt_loan_id_fkey FOREIGN KEY (loan_id) REFERENCES loan(id),
  constraint unmatched_receipt_receipt_id_fkey FOREIGN KEY (receipt_id) REFERENCES receipt(id),
  constraint unmatched_receipt_amount_check CHECK ((amount > 0)),
  constraint unmatched_receipt_check CHECK (((status = 'matched'::text) = ((loan_id IS NOT NULL) AND (receipt_id IS NOT NULL)))),
  constraint unmatched_receipt_payers_check CHECK ((cardinality(payers) <= 20)),
  constraint unmatched_receipt_rail_check CHECK ((rail = ANY (ARRAY['transfer'::text, 'cheque'::text, 'cash'::text]))),
  constraint unmatched_receipt_status_check CHECK ((status = ANY (ARRAY['open'::text, 'matched'::text])))
);
CREATE INDEX unmatched_open ON unmatched_receipt USING btree (received_on, id) WHERE (status = 'open'::text);
CREATE UNIQUE INDEX unmatched_reference ON unmatched_receipt USING btree (reference) WHERE (status = 'open'::text);
