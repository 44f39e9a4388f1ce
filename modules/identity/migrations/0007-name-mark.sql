-- People are found by the words of their name through a keyed hash of each: the names themselves
-- rest sealed. Filled from `identity.profile-kept`, so it can be dropped and made again.

create table name_mark (
  mark text not null,
  customer_id text not null references person (id),
  primary key (mark, customer_id)
);
create index name_mark_person on name_mark (customer_id);
