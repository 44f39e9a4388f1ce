-- What the decision read of the person's phone and bank account, without amounts: enough to explain
-- it, and nothing that should have gone with the consent.
alter table decision add column device jsonb;
