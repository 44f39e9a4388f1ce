-- Schema comms: generated from its migrations, never edited.

create table message (
  id text not null,
  customer_id text not null,
  template text not null,
  language text not null,
  channel text not null,
  status text not null,
  filling jsonb not null,
  segments integer,
  reason text,
  asked_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  delivered_at timestamp with time zone,
  about text,
  constraint message_pkey PRIMARY KEY (id),
  constraint message_channel_check CHECK ((channel = 'sms'::text)),
  constraint message_id_check CHECK ((id ~~ 'msg\_%'::text)),
  constraint message_segments_check CHECK ((segments > 0)),
  constraint message_status_check CHECK ((status = ANY (ARRAY['asked'::text, 'sent'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX message_asked ON message USING btree (asked_at, id);
CREATE INDEX message_customer ON message USING btree (customer_id, asked_at);

create table template (
  id text not null,
  name text not null,
  language text not null,
  category text not null,
  dlt_template_id text not null,
  body text not null,
  constraint template_pkey PRIMARY KEY (id),
  constraint template_name_language_key UNIQUE (name, language),
  constraint template_body_check CHECK ((length(body) <= 1000)),
  constraint template_category_check CHECK ((category = ANY (ARRAY['otp'::text, 'service'::text, 'promotional'::text]))),
  constraint template_dlt_template_id_check CHECK ((dlt_template_id ~ '^[0-9]{19}$'::text)),
  constraint template_id_check CHECK ((id ~~ 'tpl\_%'::text))
);
