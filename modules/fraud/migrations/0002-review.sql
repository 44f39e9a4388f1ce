-- A review is a thing of its own: each time a step is held, a row; what was settled stays said.
alter table review drop constraint review_pkey;
alter table review rename column id to subject_id;
alter table review add column id text;
update review set id = 'rev_' || md5(journey || ' ' || subject_id || ' ' || step);
alter table review alter column id set not null, add primary key (id);
alter table review drop constraint review_outcome_check;
alter table review add constraint review_outcome_check
  check (outcome in ('pass', 'stop', 'lapsed'));
alter table review add constraint review_settled_check
  check ((settled_at is null) = (outcome is null));
create unique index review_open on review (journey, subject_id, step) where settled_at is null;
create index review_step on review (journey, subject_id, step, settled_at desc);
create index review_desk on review (opened_at) where settled_at is null;

-- Who cleared a signal, and why.
alter table signal add column cleared_by text;
alter table signal add column cleared_reason text;
