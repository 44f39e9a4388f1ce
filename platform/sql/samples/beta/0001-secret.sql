create table secret (id text primary key);
insert into secret (id) values ('nobody else reads this');
