-- The texts in Bengali, Marathi, Gujarati, Punjabi: each is a registration of its own on DLT.
-- UCS-2 in any case, so the rupee sign stands; a date is in figures ({x:day}), for a month’s name
-- would be English. At most three SMS each.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-bn', 'otp', 'bn', 'otp', '1107170000000000167',
   '{code:numeric} ধারায় সাইন-ইনের OTP। 10 মিনিট চলবে। কাউকে বলবেন না। -DHARAF'),
  ('tpl_rejected-bn', 'rejected', 'bn', 'service', '1107170000000000168',
   'এবার আপনার ধারা ঋণের আবেদন মঞ্জুর করতে পারিনি। কারণ অ্যাপে আপনার আবেদনের নিচে আছে। -DHARAF'),
  ('tpl_loan-disbursed-bn', 'loan-disbursed', 'bn', 'service', '1107170000000000169',
   'ধারা ঋণ {ending:alphanumeric}: {creditedOn:day} তারিখে ₹{amount:money} অ্যাকাউন্টে এসেছে। ' ||
   'প্রথম EMI ₹{instalment:money}, {firstDueOn:day}। {coolingOffUntil:day} পর্যন্ত জরিমানা ' ||
   'ছাড়া ফেরত দিতে পারেন। -DHARAF'),
  ('tpl_purchase-paid-bn', 'purchase-paid', 'bn', 'service', '1107170000000000170',
   'ধারা ঋণ {ending:alphanumeric}: {creditedOn:day} তারিখে অর্ডারের ₹{amount:money} দোকানকে ' ||
   'দেওয়া হয়েছে। প্রথম EMI ₹{instalment:money}, {firstDueOn:day}। {coolingOffUntil:day} ' ||
   'পর্যন্ত জরিমানা ছাড়া ফেরত দিতে পারেন। -DHARAF'),
  ('tpl_instalment-near-bn', 'instalment-near', 'bn', 'service', '1107170000000000171',
   '{dueOn:day} তারিখে ধারা EMI ₹{amount:money} আপনার ব্যাঙ্ক অ্যাকাউন্ট থেকে নেওয়া হবে। দয়া ' ||
   'করে টাকা রাখুন। -DHARAF'),
  ('tpl_instalment-returned-bn', 'instalment-returned', 'bn', 'service', '1107170000000000172',
   'আপনার ব্যাঙ্ক {returnedOn:day} তারিখে ধারা EMI-এর ₹{amount:money} ফিরিয়ে দিয়েছে। অ্যাপে ' ||
   'যে কোনও সময় শোধ করতে পারেন। -DHARAF'),
  ('tpl_payment-received-bn', 'payment-received', 'bn', 'service', '1107170000000000173',
   '{receivedOn:day} তারিখে আপনার ধারা ঋণের ₹{amount:money} পেয়েছি। ধন্যবাদ। -DHARAF'),
  ('tpl_bounce-charged-bn', 'bounce-charged', 'bn', 'service', '1107170000000000174',
   'ধারা ঋণে {leviedOn:day} তারিখে ₹{amount:money} (GST সহ) বাউন্স চার্জ যোগ হয়েছে: আপনার ' ||
   'ব্যাঙ্ক EMI ফিরিয়ে দিয়েছে। -DHARAF'),
  ('tpl_cheque-charged-bn', 'cheque-charged', 'bn', 'service', '1107170000000000175',
   'ধারা ঋণে {leviedOn:day} তারিখে ₹{amount:money} (GST সহ) বাউন্স চার্জ যোগ হয়েছে: আপনার ' ||
   'ব্যাঙ্ক চেক ফিরিয়ে দিয়েছে। -DHARAF'),
  ('tpl_penal-charged-bn', 'penal-charged', 'bn', 'service', '1107170000000000176',
   'ধারা ঋণে {leviedOn:day} তারিখে ₹{amount:money} (GST সহ) জরিমানা চার্জ যোগ হয়েছে: EMI তার ' ||
   'দিনে শোধ হয়নি। -DHARAF'),
  ('tpl_loan-closed-bn', 'loan-closed', 'bn', 'service', '1107170000000000177',
   'আপনার ধারা ঋণ {closedOn:day} তারিখে শেষ হয়েছে; আর কিছু দেওয়ার নেই। অনাপত্তি শংসাপত্র ' ||
   'অ্যাপে আছে। -DHARAF'),
  ('tpl_loan-cancelled-bn', 'loan-cancelled', 'bn', 'service', '1107170000000000178',
   'আপনার ধারা ঋণ {closedOn:day} তারিখে বাতিল হয়েছে; আর কিছু দেওয়ার নেই। -DHARAF'),
  ('tpl_documents-ready-bn', 'documents-ready', 'bn', 'service', '1107170000000000179',
   'স্বাক্ষর করা ধারা ঋণের কাগজপত্র (মূল তথ্য, চুক্তি) তৈরি। অ্যাপের কাগজপত্রে পড়ুন, রেখে দিন: ' ||
   '{link:url} -DHARAF'),
  ('tpl_kfs-ready-bn', 'kfs-ready', 'bn', 'service', '1107170000000000180',
   'ধারা ঋণের যে মূল তথ্য আপনি মেনেছেন তা তৈরি। অ্যাপের কাগজপত্রে পড়ুন, রেখে দিন: {link:url} ' ||
   '-DHARAF'),
  ('tpl_new-offer-bn', 'new-offer', 'bn', 'promotional', '1107170000000000181',
   'আপনি ₹{amount:money} পর্যন্ত ধারা ঋণের যোগ্য হতে পারেন। আগে অ্যাপে খরচ দেখুন। এমন মেসেজ ' ||
   'অ্যাপে বন্ধ করা যায়। -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-mr', 'otp', 'mr', 'otp', '1107170000000000182',
   '{code:numeric} हा धारामध्ये साइन-इन करण्याचा OTP आहे. 10 मिनिटे चालेल. कोणालाही सांगू नका. ' ||
   '-DHARAF'),
  ('tpl_rejected-mr', 'rejected', 'mr', 'service', '1107170000000000183',
   'या वेळी तुमचा धारा कर्ज अर्ज मंजूर करता आला नाही. कारणे अ‍ॅपमध्ये तुमच्या अर्जाखाली आहेत. ' ||
   '-DHARAF'),
  ('tpl_loan-disbursed-mr', 'loan-disbursed', 'mr', 'service', '1107170000000000184',
   'धारा कर्ज {ending:alphanumeric}: {creditedOn:day} रोजी ₹{amount:money} तुमच्या खात्यात आले. ' ||
   'पहिला EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} पर्यंत दंडाशिवाय परत ' ||
   'देता येईल. -DHARAF'),
  ('tpl_purchase-paid-mr', 'purchase-paid', 'mr', 'service', '1107170000000000185',
   'धारा कर्ज {ending:alphanumeric}: {creditedOn:day} रोजी ऑर्डरचे ₹{amount:money} दुकानाला ' ||
   'दिले. पहिला EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} पर्यंत ' ||
   'दंडाशिवाय परत देता येईल. -DHARAF'),
  ('tpl_instalment-near-mr', 'instalment-near', 'mr', 'service', '1107170000000000186',
   '{dueOn:day} रोजी धारा EMI ₹{amount:money} तुमच्या बँक खात्यातून घेतला जाईल. कृपया खात्यात ' ||
   'पैसे ठेवा. -DHARAF'),
  ('tpl_instalment-returned-mr', 'instalment-returned', 'mr', 'service', '1107170000000000187',
   'तुमच्या बँकेने {returnedOn:day} रोजी धारा EMI चे ₹{amount:money} परत पाठवले. अ‍ॅपमध्ये ' ||
   'कधीही भरू शकता. -DHARAF'),
  ('tpl_payment-received-mr', 'payment-received', 'mr', 'service', '1107170000000000188',
   '{receivedOn:day} रोजी तुमच्या धारा कर्जासाठी ₹{amount:money} मिळाले. धन्यवाद. -DHARAF'),
  ('tpl_bounce-charged-mr', 'bounce-charged', 'mr', 'service', '1107170000000000189',
   'धारा कर्जात {leviedOn:day} रोजी ₹{amount:money} (GST सह) बाउन्स शुल्क जोडले: तुमच्या बँकेने ' ||
   'EMI परत पाठवला. -DHARAF'),
  ('tpl_cheque-charged-mr', 'cheque-charged', 'mr', 'service', '1107170000000000190',
   'धारा कर्जात {leviedOn:day} रोजी ₹{amount:money} (GST सह) बाउन्स शुल्क जोडले: तुमच्या बँकेने ' ||
   'चेक परत पाठवला. -DHARAF'),
  ('tpl_penal-charged-mr', 'penal-charged', 'mr', 'service', '1107170000000000191',
   'धारा कर्जात {leviedOn:day} रोजी ₹{amount:money} (GST सह) दंड शुल्क जोडले: EMI त्याच्या ' ||
   'दिवशी भरला नाही. -DHARAF'),
  ('tpl_loan-closed-mr', 'loan-closed', 'mr', 'service', '1107170000000000192',
   'तुमचे धारा कर्ज {closedOn:day} रोजी बंद झाले; काहीही भरायचे बाकी नाही. ना-हरकत प्रमाणपत्र ' ||
   'अ‍ॅपमध्ये आहे. -DHARAF'),
  ('tpl_loan-cancelled-mr', 'loan-cancelled', 'mr', 'service', '1107170000000000193',
   'तुमचे धारा कर्ज {closedOn:day} रोजी रद्द झाले; काहीही भरायचे बाकी नाही. -DHARAF'),
  ('tpl_documents-ready-mr', 'documents-ready', 'mr', 'service', '1107170000000000194',
   'स्वाक्षरी केलेली धारा कर्जाची कागदपत्रे (मुख्य तथ्ये, करार) तयार. अ‍ॅपच्या कागदपत्रांत वाचा ' ||
   'व ठेवा: {link:url} -DHARAF'),
  ('tpl_kfs-ready-mr', 'kfs-ready', 'mr', 'service', '1107170000000000195',
   'तुम्ही मान्य केलेली धारा कर्जाची मुख्य तथ्ये तयार आहेत. अ‍ॅपच्या कागदपत्रांत वाचा व ठेवा: ' ||
   '{link:url} -DHARAF'),
  ('tpl_new-offer-mr', 'new-offer', 'mr', 'promotional', '1107170000000000196',
   'तुम्ही ₹{amount:money} पर्यंत धारा कर्जासाठी पात्र असू शकता. आधी अ‍ॅपमध्ये खर्च पाहा. असे ' ||
   'संदेश अ‍ॅपमध्ये बंद करता येतात. -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-gu', 'otp', 'gu', 'otp', '1107170000000000197',
   '{code:numeric} ધારામાં સાઇન-ઇન માટે તમારો OTP છે. 10 મિનિટ ચાલશે. કોઈને કહેશો નહીં. -DHARAF'),
  ('tpl_rejected-gu', 'rejected', 'gu', 'service', '1107170000000000198',
   'આ વખતે તમારી ધારા લોનની અરજી મંજૂર કરી શક્યા નથી. કારણો ઍપમાં તમારી અરજી નીચે છે. -DHARAF'),
  ('tpl_loan-disbursed-gu', 'loan-disbursed', 'gu', 'service', '1107170000000000199',
   'ધારા લોન {ending:alphanumeric}: {creditedOn:day} ના રોજ ₹{amount:money} તમારા ખાતામાં ' ||
   'આવ્યા. પહેલો EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} સુધી દંડ વગર ' ||
   'પાછી આપી શકો છો. -DHARAF'),
  ('tpl_purchase-paid-gu', 'purchase-paid', 'gu', 'service', '1107170000000000200',
   'ધારા લોન {ending:alphanumeric}: {creditedOn:day} ના રોજ ઑર્ડરના ₹{amount:money} દુકાનને ' ||
   'ચૂકવ્યા. પહેલો EMI ₹{instalment:money}, {firstDueOn:day}. {coolingOffUntil:day} સુધી દંડ ' ||
   'વગર પાછી આપી શકો છો. -DHARAF'),
  ('tpl_instalment-near-gu', 'instalment-near', 'gu', 'service', '1107170000000000201',
   '{dueOn:day} ના રોજ ધારા EMI ₹{amount:money} તમારા બેંક ખાતામાંથી લેવાશે. કૃપા કરીને ખાતામાં ' ||
   'પૈસા રાખો. -DHARAF'),
  ('tpl_instalment-returned-gu', 'instalment-returned', 'gu', 'service', '1107170000000000202',
   'તમારી બેંકે {returnedOn:day} ના રોજ ધારા EMI ના ₹{amount:money} પાછા મોકલ્યા. ઍપમાં ગમે ' ||
   'ત્યારે ભરી શકો છો. -DHARAF'),
  ('tpl_payment-received-gu', 'payment-received', 'gu', 'service', '1107170000000000203',
   '{receivedOn:day} ના રોજ તમારી ધારા લોન માટે ₹{amount:money} મળ્યા. આભાર. -DHARAF'),
  ('tpl_bounce-charged-gu', 'bounce-charged', 'gu', 'service', '1107170000000000204',
   'ધારા લોનમાં {leviedOn:day} ના રોજ ₹{amount:money} (GST સાથે) બાઉન્સ ચાર્જ ઉમેરાયો: તમારી ' ||
   'બેંકે EMI પાછો મોકલ્યો. -DHARAF'),
  ('tpl_cheque-charged-gu', 'cheque-charged', 'gu', 'service', '1107170000000000205',
   'ધારા લોનમાં {leviedOn:day} ના રોજ ₹{amount:money} (GST સાથે) બાઉન્સ ચાર્જ ઉમેરાયો: તમારી ' ||
   'બેંકે ચેક પાછો મોકલ્યો. -DHARAF'),
  ('tpl_penal-charged-gu', 'penal-charged', 'gu', 'service', '1107170000000000206',
   'ધારા લોનમાં {leviedOn:day} ના રોજ ₹{amount:money} (GST સાથે) દંડ ચાર્જ ઉમેરાયો: EMI તેના ' ||
   'દિવસે ભરાયો નથી. -DHARAF'),
  ('tpl_loan-closed-gu', 'loan-closed', 'gu', 'service', '1107170000000000207',
   'તમારી ધારા લોન {closedOn:day} ના રોજ બંધ થઈ; કંઈ ભરવાનું બાકી નથી. ના-વાંધા પ્રમાણપત્ર ' ||
   'ઍપમાં છે. -DHARAF'),
  ('tpl_loan-cancelled-gu', 'loan-cancelled', 'gu', 'service', '1107170000000000208',
   'તમારી ધારા લોન {closedOn:day} ના રોજ રદ થઈ; કંઈ ભરવાનું બાકી નથી. -DHARAF'),
  ('tpl_documents-ready-gu', 'documents-ready', 'gu', 'service', '1107170000000000209',
   'સહી કરેલા ધારા લોનના કાગળો (મુખ્ય તથ્યો, કરાર) તૈયાર છે. ઍપના કાગળોમાં વાંચો અને રાખો: ' ||
   '{link:url} -DHARAF'),
  ('tpl_kfs-ready-gu', 'kfs-ready', 'gu', 'service', '1107170000000000210',
   'તમે સ્વીકારેલાં ધારા લોનનાં મુખ્ય તથ્યો તૈયાર છે. ઍપના કાગળોમાં વાંચો અને રાખો: {link:url} ' ||
   '-DHARAF'),
  ('tpl_new-offer-gu', 'new-offer', 'gu', 'promotional', '1107170000000000211',
   'તમે ₹{amount:money} સુધીની ધારા લોન માટે પાત્ર હોઈ શકો. પહેલાં ઍપમાં ખર્ચ જુઓ. આવા સંદેશ ' ||
   'ઍપમાં બંધ કરી શકાય છે. -DHARAF');

insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_otp-pa', 'otp', 'pa', 'otp', '1107170000000000212',
   '{code:numeric} ਧਾਰਾ ਵਿੱਚ ਸਾਈਨ-ਇਨ ਲਈ ਤੁਹਾਡਾ OTP ਹੈ। 10 ਮਿੰਟ ਚੱਲੇਗਾ। ਕਿਸੇ ਨੂੰ ਨਾ ਦੱਸੋ। -DHARAF'),
  ('tpl_rejected-pa', 'rejected', 'pa', 'service', '1107170000000000213',
   'ਇਸ ਵਾਰ ਤੁਹਾਡੀ ਧਾਰਾ ਕਰਜ਼ੇ ਦੀ ਅਰਜ਼ੀ ਮਨਜ਼ੂਰ ਨਹੀਂ ਕਰ ਸਕੇ। ਕਾਰਨ ਐਪ ਵਿੱਚ ਤੁਹਾਡੀ ਅਰਜ਼ੀ ਹੇਠਾਂ ਹਨ। ' ||
   '-DHARAF'),
  ('tpl_loan-disbursed-pa', 'loan-disbursed', 'pa', 'service', '1107170000000000214',
   'ਧਾਰਾ ਕਰਜ਼ਾ {ending:alphanumeric}: {creditedOn:day} ਨੂੰ ₹{amount:money} ਤੁਹਾਡੇ ਖਾਤੇ ਵਿੱਚ ਆਏ। ' ||
   'ਪਹਿਲੀ EMI ₹{instalment:money}, {firstDueOn:day}। {coolingOffUntil:day} ਤੱਕ ਬਿਨਾਂ ਜੁਰਮਾਨੇ ' ||
   'ਮੋੜ ਸਕਦੇ ਹੋ। -DHARAF'),
  ('tpl_purchase-paid-pa', 'purchase-paid', 'pa', 'service', '1107170000000000215',
   'ਧਾਰਾ ਕਰਜ਼ਾ {ending:alphanumeric}: {creditedOn:day} ਨੂੰ ਆਰਡਰ ਦੇ ₹{amount:money} ਦੁਕਾਨ ਨੂੰ ' ||
   'ਦਿੱਤੇ। ਪਹਿਲੀ EMI ₹{instalment:money}, {firstDueOn:day}। {coolingOffUntil:day} ਤੱਕ ਬਿਨਾਂ ' ||
   'ਜੁਰਮਾਨੇ ਮੋੜ ਸਕਦੇ ਹੋ। -DHARAF'),
  ('tpl_instalment-near-pa', 'instalment-near', 'pa', 'service', '1107170000000000216',
   '{dueOn:day} ਨੂੰ ਧਾਰਾ EMI ₹{amount:money} ਤੁਹਾਡੇ ਬੈਂਕ ਖਾਤੇ ਵਿੱਚੋਂ ਲਈ ਜਾਵੇਗੀ। ਕਿਰਪਾ ਕਰਕੇ ਖਾਤੇ ' ||
   'ਵਿੱਚ ਪੈਸੇ ਰੱਖੋ। -DHARAF'),
  ('tpl_instalment-returned-pa', 'instalment-returned', 'pa', 'service', '1107170000000000217',
   'ਤੁਹਾਡੇ ਬੈਂਕ ਨੇ {returnedOn:day} ਨੂੰ ਧਾਰਾ EMI ਦੇ ₹{amount:money} ਵਾਪਸ ਕਰ ਦਿੱਤੇ। ਐਪ ਵਿੱਚ ਕਦੇ ' ||
   'ਵੀ ਭਰ ਸਕਦੇ ਹੋ। -DHARAF'),
  ('tpl_payment-received-pa', 'payment-received', 'pa', 'service', '1107170000000000218',
   '{receivedOn:day} ਨੂੰ ਤੁਹਾਡੇ ਧਾਰਾ ਕਰਜ਼ੇ ਲਈ ₹{amount:money} ਮਿਲੇ। ਧੰਨਵਾਦ। -DHARAF'),
  ('tpl_bounce-charged-pa', 'bounce-charged', 'pa', 'service', '1107170000000000219',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਵਿੱਚ {leviedOn:day} ਨੂੰ ₹{amount:money} (GST ਸਮੇਤ) ਬਾਊਂਸ ਚਾਰਜ ਜੁੜਿਆ: ਤੁਹਾਡੇ ਬੈਂਕ ' ||
   'ਨੇ EMI ਵਾਪਸ ਕੀਤੀ। -DHARAF'),
  ('tpl_cheque-charged-pa', 'cheque-charged', 'pa', 'service', '1107170000000000220',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਵਿੱਚ {leviedOn:day} ਨੂੰ ₹{amount:money} (GST ਸਮੇਤ) ਬਾਊਂਸ ਚਾਰਜ ਜੁੜਿਆ: ਤੁਹਾਡੇ ਬੈਂਕ ' ||
   'ਨੇ ਚੈੱਕ ਵਾਪਸ ਕੀਤਾ। -DHARAF'),
  ('tpl_penal-charged-pa', 'penal-charged', 'pa', 'service', '1107170000000000221',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਵਿੱਚ {leviedOn:day} ਨੂੰ ₹{amount:money} (GST ਸਮੇਤ) ਜੁਰਮਾਨਾ ਚਾਰਜ ਜੁੜਿਆ: EMI ਆਪਣੇ ' ||
   'ਦਿਨ ਨਹੀਂ ਭਰੀ ਗਈ। -DHARAF'),
  ('tpl_loan-closed-pa', 'loan-closed', 'pa', 'service', '1107170000000000222',
   'ਤੁਹਾਡਾ ਧਾਰਾ ਕਰਜ਼ਾ {closedOn:day} ਨੂੰ ਬੰਦ ਹੋ ਗਿਆ; ਕੁਝ ਵੀ ਭਰਨਾ ਬਾਕੀ ਨਹੀਂ। ਇਤਰਾਜ਼ ਨਹੀਂ ' ||
   'ਸਰਟੀਫ਼ਿਕੇਟ (NOC) ਐਪ ਵਿੱਚ ਹੈ। -DHARAF'),
  ('tpl_loan-cancelled-pa', 'loan-cancelled', 'pa', 'service', '1107170000000000223',
   'ਤੁਹਾਡਾ ਧਾਰਾ ਕਰਜ਼ਾ {closedOn:day} ਨੂੰ ਰੱਦ ਹੋ ਗਿਆ; ਕੁਝ ਵੀ ਭਰਨਾ ਬਾਕੀ ਨਹੀਂ। -DHARAF'),
  ('tpl_documents-ready-pa', 'documents-ready', 'pa', 'service', '1107170000000000224',
   'ਦਸਤਖ਼ਤ ਕੀਤੇ ਧਾਰਾ ਕਰਜ਼ੇ ਦੇ ਕਾਗਜ਼ (ਮੁੱਖ ਤੱਥ, ਇਕਰਾਰਨਾਮਾ) ਤਿਆਰ ਹਨ। ਐਪ ਦੇ ਕਾਗਜ਼ਾਂ ਵਿੱਚ ਪੜ੍ਹੋ ਅਤੇ ' ||
   'ਰੱਖੋ: {link:url} -DHARAF'),
  ('tpl_kfs-ready-pa', 'kfs-ready', 'pa', 'service', '1107170000000000225',
   'ਤੁਹਾਡੇ ਮੰਨੇ ਧਾਰਾ ਕਰਜ਼ੇ ਦੇ ਮੁੱਖ ਤੱਥ ਤਿਆਰ ਹਨ। ਐਪ ਦੇ ਕਾਗਜ਼ਾਂ ਵਿੱਚ ਪੜ੍ਹੋ ਅਤੇ ਰੱਖੋ: {link:url} ' ||
   '-DHARAF'),
  ('tpl_new-offer-pa', 'new-offer', 'pa', 'promotional', '1107170000000000226',
   'ਤੁਸੀਂ ₹{amount:money} ਤੱਕ ਦੇ ਧਾਰਾ ਕਰਜ਼ੇ ਦੇ ਯੋਗ ਹੋ ਸਕਦੇ ਹੋ। ਪਹਿਲਾਂ ਐਪ ਵਿੱਚ ਲਾਗਤ ਵੇਖੋ। ਅਜਿਹੇ ' ||
   'ਸੁਨੇਹੇ ਐਪ ਵਿੱਚ ਬੰਦ ਕਰ ਸਕਦੇ ਹੋ। -DHARAF');
