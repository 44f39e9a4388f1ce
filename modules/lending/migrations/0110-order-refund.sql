-- What a merchant has given back of an order: never more than its price, in however many letters.
alter table merchant_order
  add column refunded bigint not null default 0 check (refunded between 0 and amount);
