-- Which reader brought an entry: each reads in the order things were recorded, at its own pace.
-- What a decision was served is all of each lane up to the latest it had of it, and nothing else:
-- so features are told as they were served, though what was recorded before was read after.
alter table entry
  add column lane text not null default 'live'
    check (lane in ('live', 'history', 'answer', 'statement'));
update entry set lane = 'statement' where source = 'statement';
alter table entry alter column lane drop default;
-- And what a row of features was made of: it is handed out with them. Rows of before can't say.
alter table feature add column read_to jsonb;
