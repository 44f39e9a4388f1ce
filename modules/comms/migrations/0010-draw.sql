-- A draw is told as a loan is; a purchase's money goes to the shop, and what was agreed of both is
-- their KFS alone: there is no agreement to name.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_purchase-paid-en', 'purchase-paid', 'en', 'service', '1107170000000000033',
   'Your order of Rs {amount:money} was paid to the shop on {creditedOn:date} by Dhara loan ' ||
   '{ending:alphanumeric}. First EMI Rs {instalment:money} on {firstDueOn:date}. You may exit ' ||
   'without penalty till {coolingOffUntil:date}. -DHARAF'),
  ('tpl_purchase-paid-hi', 'purchase-paid', 'hi', 'service', '1107170000000000034',
   'आपके ऑर्डर के Rs {amount:money} {creditedOn:date} को धारा ऋण {ending:alphanumeric} से ' ||
   'दुकान को दिए गए। पहली EMI Rs {instalment:money} {firstDueOn:date} को। ' ||
   '{coolingOffUntil:date} तक बिना दंड के लौटा सकते हैं। -DHARAF'),
  ('tpl_kfs-ready-en', 'kfs-ready', 'en', 'service', '1107170000000000035',
   'The key facts statement you accepted for your Dhara loan is ready. Read and keep it in the ' ||
   'app under Documents: {link:url} -DHARAF'),
  ('tpl_kfs-ready-hi', 'kfs-ready', 'hi', 'service', '1107170000000000036',
   'आपके धारा ऋण का वह मुख्य तथ्य विवरण तैयार है जिसे आपने स्वीकार किया। इसे ऐप में काग़ज़ात के ' ||
   'नीचे पढ़ें और रखें: {link:url} -DHARAF');
