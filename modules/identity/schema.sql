-- Schema identity: generated from its migrations, never edited.

create table account (
  id text not null,
  customer_id text not null,
  number_hash text not null,
  ending text not null,
  ifsc text not null,
  kept_at timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_customer_id_number_hash_ifsc_key UNIQUE (customer_id, number_hash, ifsc),
  constraint account_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint account_id_check CHECK ((id ~~ 'acc\_%'::text)),
  constraint account_ifsc_check CHECK ((ifsc ~ '^[A-Z]{4}0[A-Z0-9]{6}$'::text))
);

create table consent (
  id text not null,
  customer_id text not null,
  purpose text not null,
  notice_id text not null,
  notice_version text not null,
  language text not null,
  given_at timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  superseded_by text,
  evidence_hash text not null,
  expires_at timestamp with time zone,
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint consent_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES consent(id) DEFERRABLE INITIALLY DEFERRED,
  constraint consent_check CHECK ((withdrawn_at >= given_at)),
  constraint consent_check1 CHECK (((superseded_by IS NULL) OR (withdrawn_at IS NOT NULL))),
  constraint consent_id_check CHECK ((id ~~ 'con\_%'::text))
);
CREATE INDEX consent_given ON consent USING btree (given_at, id);
CREATE UNIQUE INDEX consent_live ON consent USING btree (customer_id, purpose) WHERE (withdrawn_at IS NULL);

create table consent_proof (
  customer_id text not null,
  evidence_hash text not null,
  service_id text not null,
  consent_id text not null,
  record jsonb not null,
  presented_at timestamp with time zone not null,
  constraint consent_proof_pkey PRIMARY KEY (customer_id, evidence_hash),
  constraint consent_proof_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consent(id),
  constraint consent_proof_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint consent_proof_service_id_fkey FOREIGN KEY (service_id) REFERENCES service(id),
  constraint consent_proof_evidence_hash_check CHECK ((evidence_hash ~ '^[0-9a-f]{64}$'::text))
);

create table consent_record (
  customer_id text not null,
  line integer not null,
  consent_id text not null,
  act text not null,
  record jsonb not null,
  prev_hash text,
  evidence_hash text not null,
  constraint consent_record_pkey PRIMARY KEY (customer_id, line),
  constraint consent_record_consent_id_fkey FOREIGN KEY (consent_id) REFERENCES consent(id),
  constraint consent_record_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint consent_record_act_check CHECK ((act = ANY (ARRAY['given'::text, 'withdrawn'::text, 'expired'::text]))),
  constraint consent_record_check CHECK (((line = 1) = (prev_hash IS NULL))),
  constraint consent_record_evidence_hash_check CHECK ((evidence_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint consent_record_line_check CHECK ((line > 0))
);
CREATE TRIGGER consent_record_stands BEFORE DELETE OR UPDATE ON consent_record FOR EACH ROW EXECUTE FUNCTION consent_record_stands();

create table data_key (
  customer_id text not null,
  class text not null,
  generation integer not null,
  wrapped text,
  made_at timestamp with time zone not null,
  destroyed_at timestamp with time zone,
  constraint data_key_pkey PRIMARY KEY (customer_id, class, generation),
  constraint data_key_check CHECK (((wrapped IS NULL) = (destroyed_at IS NOT NULL))),
  constraint data_key_class_check CHECK ((class = ANY (ARRAY['identity'::text, 'books'::text, 'bureau-raw'::text, 'aa-raw'::text, 'device'::text, 'device-apps'::text, 'device-sms'::text, 'marketing'::text]))),
  constraint data_key_generation_check CHECK ((generation > 0))
);
CREATE UNIQUE INDEX data_key_live ON data_key USING btree (customer_id, class) WHERE (destroyed_at IS NULL);

create table name_mark (
  mark text not null,
  customer_id text not null,
  constraint name_mark_pkey PRIMARY KEY (mark, customer_id),
  constraint name_mark_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id)
);
CREATE INDEX name_mark_person ON name_mark USING btree (customer_id);

create table note (
  id text not null,
  customer_id text not null,
  by text not null,
  kept_at timestamp with time zone not null,
  constraint note_pkey PRIMARY KEY (id),
  constraint note_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint note_id_check CHECK ((id ~~ 'note\_%'::text))
);
CREATE INDEX note_customer ON note USING btree (customer_id, kept_at DESC);

create table otp (
  id text not null,
  customer_id text not null,
  install_id text,
  code_hash text not null,
  attempts integer default 0 not null,
  status text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  held_until timestamp with time zone not null,
  constraint otp_pkey PRIMARY KEY (id),
  constraint otp_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint otp_attempts_check CHECK (((attempts >= 0) AND (attempts <= 5))),
  constraint otp_check CHECK ((expires_at > issued_at)),
  constraint otp_id_check CHECK ((id ~~ 'otp\_%'::text)),
  constraint otp_status_check CHECK ((status = ANY (ARRAY['open'::text, 'used'::text, 'burnt'::text])))
);
CREATE INDEX otp_customer ON otp USING btree (customer_id, issued_at);

create table person (
  id text not null,
  phone_hash text not null,
  pan_hash text,
  name text,
  phone text not null,
  pan text,
  language text not null,
  known_since timestamp with time zone not null,
  profiled boolean default false not null,
  profile_version integer default 0 not null,
  merged_into text,
  constraint person_pkey PRIMARY KEY (id),
  constraint person_phone_hash_key UNIQUE (phone_hash),
  constraint person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES person(id),
  constraint person_check CHECK ((merged_into <> id)),
  constraint person_id_check CHECK ((id ~~ 'cus\_%'::text)),
  constraint person_language_check CHECK ((language = ANY (ARRAY['en'::text, 'hi'::text, 'bn'::text, 'ta'::text, 'te'::text, 'kn'::text, 'ml'::text, 'mr'::text, 'gu'::text, 'pa'::text]))),
  constraint person_profile_version_check CHECK ((profile_version >= 0))
);
CREATE INDEX person_pan ON person USING btree (pan_hash) WHERE (pan_hash IS NOT NULL);
CREATE INDEX person_since ON person USING btree (known_since, id);

create table profile_mark (
  customer_id text not null,
  kind text not null,
  mark text not null,
  constraint profile_mark_pkey PRIMARY KEY (customer_id, kind),
  constraint profile_mark_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES person(id),
  constraint profile_mark_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'pin'::text])))
);
CREATE INDEX profile_mark_found ON profile_mark USING btree (mark, customer_id);

create table sealed (
  customer_id text not null,
  field text not null,
  class text not null,
  generation integer not null,
  value text not null,
  kept_at timestamp with time zone not null,
  constraint sealed_pkey PRIMARY KEY (customer_id, field),
  constraint sealed_customer_id_class_generation_fkey FOREIGN KEY (customer_id, class, generation) REFERENCES data_key(customer_id, class, generation)
);
CREATE INDEX sealed_key ON sealed USING btree (customer_id, class, generation);

create table service (
  id text not null,
  partner text not null,
  door text not null,
  purpose text not null,
  secret_hash text not null,
  earlier_hash text,
  earlier_until timestamp with time zone,
  issued_at timestamp with time zone not null,
  rotated_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint service_pkey PRIMARY KEY (id),
  constraint service_check CHECK (((earlier_hash IS NULL) = (earlier_until IS NULL))),
  constraint service_door_check CHECK ((door = ANY (ARRAY['device-apps'::text, 'device-sms'::text]))),
  constraint service_id_check CHECK ((id ~~ 'svc\_%'::text)),
  constraint service_secret_hash_check CHECK ((secret_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX service_issued ON service USING btree (issued_at, id);

create table staff (
  id text not null,
  login text not null,
  password_hash text not null,
  totp_sealed text not null,
  roles text not null,
  active boolean not null,
  failures integer default 0 not null,
  locked_until timestamp with time zone,
  last_step bigint default 0 not null,
  enrolled_at timestamp with time zone not null,
  constraint staff_pkey PRIMARY KEY (id),
  constraint staff_login_key UNIQUE (login),
  constraint staff_failures_check CHECK ((failures >= 0)),
  constraint staff_id_check CHECK ((id ~~ 'stf\_%'::text))
);

CREATE OR REPLACE FUNCTION consent_record_stands()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'a consent record is never altered';
end
$function$;
