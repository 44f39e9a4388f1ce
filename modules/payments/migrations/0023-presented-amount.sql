-- What was presented of a loan tells its instalment, where the loan is from before one was kept.
create index presentment_amount on presentment (amount);
drop index presentment_bounced;
