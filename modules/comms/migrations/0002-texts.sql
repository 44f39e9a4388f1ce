-- The texts as registered on DLT under the header DHARAF. A changed text is a new registration: a
-- further migration. {name:type} is a typed place (see template.ts); no rupee sign, which would
-- make an English text UCS-2.

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-en', 'otp', 'en', 'otp', '1107170000000000001',
   '{code:numeric} is your OTP to sign in to Dhara. It is valid for 10 minutes. Do not ' ||
   'share it with anyone. -DHARAF'),
  ('tpl_otp-hi', 'otp', 'hi', 'otp', '1107170000000000002',
   '{code:numeric} धारा में साइन-इन के लिए आपका OTP है। यह 10 मिनट तक मान्य है। इसे ' ||
   'किसी को न बताएँ। -DHARAF'),
  ('tpl_rejected-en', 'rejected', 'en', 'service', '1107170000000000003',
   'We could not approve your Dhara loan application this time. The reasons are in the ' ||
   'app under Your application. -DHARAF'),
  ('tpl_rejected-hi', 'rejected', 'hi', 'service', '1107170000000000004',
   'हम इस बार आपका धारा ऋण आवेदन स्वीकृत नहीं कर सके। कारण ऐप में आपके आवेदन के नीचे ' ||
   'हैं। -DHARAF'),
  ('tpl_loan-disbursed-en', 'loan-disbursed', 'en', 'service', '1107170000000000005',
   'Rs {amount:money} of your Dhara loan {ending:alphanumeric} reached your bank ' ||
   'account on {creditedOn:date}. First EMI Rs {instalment:money} on {firstDueOn:date}. ' ||
   'You may exit without penalty till {coolingOffUntil:date}. -DHARAF'),
  ('tpl_loan-disbursed-hi', 'loan-disbursed', 'hi', 'service', '1107170000000000006',
   'आपके धारा ऋण {ending:alphanumeric} के Rs {amount:money} {creditedOn:date} को आपके ' ||
   'खाते में पहुँचे। पहली EMI Rs {instalment:money} {firstDueOn:date} को। ' ||
   '{coolingOffUntil:date} तक बिना दंड के लौटा सकते हैं। -DHARAF'),
  ('tpl_instalment-near-en', 'instalment-near', 'en', 'service', '1107170000000000007',
   'Your Dhara EMI of Rs {amount:money} is due on {dueOn:date} and will be debited from ' ||
   'your bank account. Please keep the balance. -DHARAF'),
  ('tpl_instalment-near-hi', 'instalment-near', 'hi', 'service', '1107170000000000008',
   'आपकी धारा EMI Rs {amount:money} {dueOn:date} को देय है और आपके बैंक खाते से ली ' ||
   'जाएगी। कृपया खाते में राशि रखें। -DHARAF'),
  ('tpl_instalment-returned-en', 'instalment-returned', 'en', 'service', '1107170000000000009',
   'Your bank returned the debit of Rs {amount:money} for your Dhara EMI on ' ||
   '{returnedOn:date}. You can pay it in the app at any time. -DHARAF'),
  ('tpl_instalment-returned-hi', 'instalment-returned', 'hi', 'service', '1107170000000000010',
   'आपके बैंक ने {returnedOn:date} को धारा EMI के Rs {amount:money} का भुगतान लौटा ' ||
   'दिया। आप इसे ऐप में कभी भी चुका सकते हैं। -DHARAF'),
  ('tpl_payment-received-en', 'payment-received', 'en', 'service', '1107170000000000011',
   'We received Rs {amount:money} for your Dhara loan on {receivedOn:date}. Thank you. -DHARAF'),
  ('tpl_payment-received-hi', 'payment-received', 'hi', 'service', '1107170000000000012',
   'आपके धारा ऋण के लिए Rs {amount:money} {receivedOn:date} को प्राप्त हुए। धन्यवाद। -DHARAF'),
  ('tpl_loan-closed-en', 'loan-closed', 'en', 'service', '1107170000000000013',
   'Your Dhara loan was closed on {closedOn:date}; nothing is due any more. The no-dues ' ||
   'certificate is in the app. -DHARAF'),
  ('tpl_loan-closed-hi', 'loan-closed', 'hi', 'service', '1107170000000000014',
   'आपका धारा ऋण {closedOn:date} को बंद हुआ; अब कुछ भी देय नहीं है। नो-ड्यूज़ ' ||
   'प्रमाणपत्र ऐप में है। -DHARAF'),
  ('tpl_loan-cancelled-en', 'loan-cancelled', 'en', 'service', '1107170000000000015',
   'Your Dhara loan was cancelled on {closedOn:date}; nothing is due any more. -DHARAF'),
  ('tpl_loan-cancelled-hi', 'loan-cancelled', 'hi', 'service', '1107170000000000016',
   'आपका धारा ऋण {closedOn:date} को रद्द हुआ; अब कुछ भी देय नहीं है। -DHARAF'),
  ('tpl_new-offer-en', 'new-offer', 'en', 'promotional', '1107170000000000017',
   'You may be eligible for a Dhara loan of up to Rs {amount:money}. See the cost first ' ||
   'in the app. To stop such messages, switch them off in the app. -DHARAF'),
  ('tpl_new-offer-hi', 'new-offer', 'hi', 'promotional', '1107170000000000018',
   'आप Rs {amount:money} तक के धारा ऋण के पात्र हो सकते हैं। पहले ऐप में लागत देखें। ' ||
   'ऐसे संदेश ऐप में बंद कर सकते हैं। -DHARAF');
