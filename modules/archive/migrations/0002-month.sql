-- Files that hold a month say so; who sees to a tier is told beside it.
create or replace view lake_file as
select 'lkf_' || f.id as id, topic, date, facts, bytes, sorted, storage, made_at, name, m.until
  from platform.lake_files(null, null, null) f left join platform.lake_months() m using (id);

alter table tier add column kept_by text;
update tier set kept_by = case id
  when 'tir_log' then 'the archive’s round, every night'
  when 'tir_features' then 'device and the hot tier: a statement here'
  when 'tir_state' then 'the owning modules: a statement here'
  when 'tir_raw' then 'device: a withdrawn consent destroys the key; a statement here'
  when 'tir_documents' then 'the bucket’s lifecycle rule (deploy/README.md): a statement here'
  when 'tir_lines' then 'the house turns its files; the lake lets them go cold as it does the log'
  end;

-- Records of one person: told by identity when a verified PAN was another customer's too.
create table alias (
  customer_id text primary key check (customer_id like 'cus\_%'),
  into_id text not null check (into_id like 'cus\_%' and into_id <> customer_id)
);
create index alias_into on alias (into_id);
