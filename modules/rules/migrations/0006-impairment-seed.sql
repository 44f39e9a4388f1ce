-- By which accounts the lender keeps its books, and what an Ind AS lender expects to lose.
insert into rule
  (id, code, effective_from, effective_to, says, value, instrument, para, cites, level)
values
  ('rule_lender-accounting-2016-04-01', 'lender.accounting', '2016-04-01', null,
   'The standards this lender reports by, AS or Ind AS; the lender publishes its own from a day on',
   '{"standard": "AS"}',
   'Companies (Indian Accounting Standards) Rules 2015', 'r4', 'SPEC §4.4', 'K'),
  ('rule_impairment-rates-2016-04-01', 'impairment.rates', '2016-04-01', null,
   'Default by stage and loss given it, as shares; a product’s own: impairment.rates.<product>',
   '{"pd1": "0.03", "pd2": "0.28", "pd3": "1", "lgd": "0.65"}',
   'Ind AS 109', '5.5.17', 'SPEC §4.4', 'K');
