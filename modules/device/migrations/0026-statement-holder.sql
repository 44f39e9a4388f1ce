-- How many of a statement's accounts are the person's own: what another holds feeds no feature.
-- Unknown of those read before this; they are compared again when a profile comes.
alter table statement add column own_accounts int;
-- How messages and statement agree, as counts and as the features that each alone tells otherwise.
alter table statement add column matched int;
alter table statement add column sms_only int;
alter table statement add column statement_only int;
alter table statement add column differs text not null default '';
