-- A posting is looked up by account only for what is held beyond all dues, and a journal entry by
-- value date only for the instalments of some days: each index holds just those. Every line of
-- every entry went through both at a day-end.
drop index posting_account;
create index posting_excess on posting (journal_id) where account = 2400;
drop index journal_value;
create index journal_due on journal (value_on) where fact like 'due:%';
