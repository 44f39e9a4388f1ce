-- People are found by their e-mail and by the PIN code of their address as well, each through a
-- keyed hash: the profile itself rests sealed. Filled from `identity.profile-kept`, so it can be
-- dropped and made again.

create table profile_mark (
  customer_id text not null references person (id),
  kind text not null check (kind in ('email', 'pin')),
  mark text not null,
  primary key (customer_id, kind)
);
create index profile_mark_found on profile_mark (mark, customer_id);
