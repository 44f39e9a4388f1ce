-- The lender's own service standard: in how many hours a stage is to be left, one code a journey,
-- one field a stage of its chart. Another standard is published from a day on, by two people.
insert into rule
  (id, code, effective_from, effective_to, says, value, instrument, para, cites, level)
values
  ('rule_lender-stage-hours-lending-application-2025-01-01',
   'lender.stage-hours.lending.application', '2025-01-01', null,
   'Hours in which an application leaves each stage; the lender publishes its own from a day on',
   '{"consent": 72, "profile": 72, "pan": 72, "checkingPan": 1, "panLater": 24, "amount": 72,
     "pullingBureau": 1, "bureauLater": 24, "deciding": 1, "referred": 24, "offer": 168,
     "issuingKfs": 1, "kfs": 72, "preparingAgreement": 1, "signingLater": 24, "sign": 72,
     "account": 72, "creatingMandate": 1, "mandateLater": 24, "mandate": 72,
     "verifyingAccount": 1, "accountLater": 24, "accountReview": 24, "screening": 1,
     "screeningLater": 24, "payingOut": 24}',
   'Lender’s service standard', '', 'SPEC §13.1', 'K'),
  ('rule_lender-stage-hours-lending-draw-2025-01-01',
   'lender.stage-hours.lending.draw', '2025-01-01', null,
   'Hours in which a draw leaves each stage; the lender publishes its own from a day on',
   '{"issuingKfs": 1, "kfs": 72, "account": 72, "creatingMandate": 1, "mandateLater": 24,
     "mandate": 72, "verifyingAccount": 1, "accountLater": 24, "accountReview": 24,
     "screening": 1, "screeningLater": 24, "consent": 72, "payingOut": 24}',
   'Lender’s service standard', '', 'SPEC §13.1', 'K'),
  ('rule_lender-stage-hours-payments-payout-2025-01-01',
   'lender.stage-hours.payments.payout', '2025-01-01', null,
   'Hours in which a payout leaves each stage; the lender publishes its own from a day on',
   '{"sending": 1, "pending": 24, "enquiring": 1}',
   'Lender’s service standard', '', 'SPEC §13.1', 'K');
