/** The snapshot is the schema, whatever way it came about. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase, type Fresh } from '#test/database'
import { snapshotOf } from './snapshot.ts'

let fresh: Fresh
before(async () => {
  fresh = await freshDatabase({ modules: [{ name: 'alpha' }] })
  await fresh.db.transact('alpha', {}, async ({ sql }) => {
    for (const statement of STATEMENTS) await sql(Object.assign([statement], { raw: [statement] }))
  })
})
after(() => fresh.drop())

const STATEMENTS = [
  `create type mood as enum ('calm', 'angry')`,
  `create table account (
     id bigint generated always as identity primary key,
     no text not null unique,
     paise bigint not null default 0 check (paise >= 0),
     mood mood not null default 'calm',
     rupees numeric generated always as (paise / 100.0) stored)`,
  `create table line (
     account_id bigint not null references account (id), on_day date not null,
     primary key (account_id, on_day)) partition by range (on_day)`,
  `create table line_2026 partition of line for values from ('2026-01-01') to ('2027-01-01')`,
  `create index account_angry on account (no) where mood = 'angry'`,
  `create view rich as select id, no from account where paise > 100`,
  `create function doubled(n int) returns int language sql immutable as 'select n * 2'`,
]

test('it holds tables, indexes, views, functions and types, without their schema', async () => {
  const text = await snapshotOf(fresh.db.owner, 'alpha')
  assert.equal(text, SNAPSHOT)
})

test('twice the same', async () => {
  const once = await snapshotOf(fresh.db.owner, 'alpha')
  assert.equal(await snapshotOf(fresh.db.owner, 'alpha'), once)
})

const SNAPSHOT = `-- Schema alpha: generated from its migrations, never edited.

create type mood as enum ('calm', 'angry');

create table account (
  id bigint generated always as identity not null,
  no text not null,
  paise bigint default 0 not null,
  mood mood default 'calm'::mood not null,
  rupees numeric generated always as (((paise)::numeric / 100.0)) stored,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_no_key UNIQUE (no),
  constraint account_paise_check CHECK ((paise >= 0))
);
CREATE INDEX account_angry ON account USING btree (no) WHERE (mood = 'angry'::mood);

create table line (
  account_id bigint not null,
  on_day date not null,
  constraint line_pkey PRIMARY KEY (account_id, on_day),
  constraint line_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id)
) partition by range (on_day);

create view rich as
 SELECT id,
    no
   FROM account
  WHERE paise > 100;

CREATE OR REPLACE FUNCTION doubled(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select n * 2$function$;
`
