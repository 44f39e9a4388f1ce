-- Schema gateway: generated from its migrations, never edited.

create table install (
  id text not null,
  arrived_at timestamp with time zone not null,
  constraint install_pkey PRIMARY KEY (id),
  constraint install_id_check CHECK ((id ~~ 'ins\_%'::text))
);

create table session (
  id text not null,
  token_hash text not null,
  kind text not null,
  holder text not null,
  roles text[] not null,
  install_id text,
  opened_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_hash_key UNIQUE (token_hash),
  constraint session_check CHECK ((expires_at > opened_at)),
  constraint session_id_check CHECK ((id ~~ 'ses\_%'::text)),
  constraint session_kind_check CHECK ((kind = ANY (ARRAY['customer'::text, 'staff'::text])))
);
CREATE INDEX session_holder ON session USING btree (holder) WHERE (closed_at IS NULL);
