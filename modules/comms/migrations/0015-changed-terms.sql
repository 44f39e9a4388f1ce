-- Terms that change are told too: another rate (RST23, SPEC §3.3), instalments planned anew, days
-- without interest; each text a registration of its own.
insert into template (id, name, language, category, dlt_template_id, body) values
  ('tpl_rate-changed-en', 'rate-changed', 'en', 'service', '1107170000000000287',
   'The interest rate of your Dhara loan is {rate:numeric} percent a year since ' ||
   '{changedOn:date}: EMIs of about Rs {instalment:money}, the last on {lastDueOn:date}. All ' ||
   'dates are in the app. -DHARAF'),
  ('tpl_loan-rescheduled-en', 'loan-rescheduled', 'en', 'service', '1107170000000000288',
   'Your Dhara loan was planned anew: {instalments:numeric} EMIs of about Rs ' ||
   '{instalment:money} are to come, the last on {lastDueOn:date}. All dates are in the app. ' ||
   '-DHARAF'),
  ('tpl_interest-paused-en', 'interest-paused', 'en', 'service', '1107170000000000289',
   'No interest runs on your Dhara loan from {pausedOn:date} till {till:date}. The EMIs ' ||
   'stay, and the last ones shrink. All dates are in the app. -DHARAF'),
  ('tpl_rate-changed-hi', 'rate-changed', 'hi', 'service', '1107170000000000290',
   'आपके धारा ऋण की ब्याज दर {changedOn:date} से {rate:numeric} प्रतिशत सालाना है: लगभग Rs ' ||
   '{instalment:money} की EMI, आखिरी {lastDueOn:date} को। सब तारीखें ऐप में हैं। -DHARAF'),
  ('tpl_loan-rescheduled-hi', 'loan-rescheduled', 'hi', 'service', '1107170000000000291',
   'आपके धारा ऋण की किस्तें फिर से तय हुईं: लगभग Rs {instalment:money} की ' ||
   '{instalments:numeric} EMI बाकी हैं, आखिरी {lastDueOn:date} को। सब तारीखें ऐप में हैं। ' ||
   '-DHARAF'),
  ('tpl_interest-paused-hi', 'interest-paused', 'hi', 'service', '1107170000000000292',
   'आपके धारा ऋण पर {pausedOn:date} से {till:date} तक ब्याज नहीं लगेगा। EMI वही रहेंगी, ' ||
   'आखिरी वाली घटेंगी। सब तारीखें ऐप में हैं। -DHARAF'),
  ('tpl_rate-changed-ta', 'rate-changed', 'ta', 'service', '1107170000000000293',
   'தாரா கடனின் வட்டி {changedOn:day} முதல் ஆண்டுக்கு {rate:numeric} சதவீதம்: சுமார் ' ||
   '₹{instalment:money} வீதம் EMI, கடைசி {lastDueOn:day}. எல்லா நாட்களும் செயலியில் உள்ளன. ' ||
   '-DHARAF'),
  ('tpl_loan-rescheduled-ta', 'loan-rescheduled', 'ta', 'service', '1107170000000000294',
   'தாரா கடன் மீண்டும் திட்டமிடப்பட்டது: சுமார் ₹{instalment:money} வீதம் ' ||
   '{instalments:numeric} EMI பாக்கி, கடைசி {lastDueOn:day}. எல்லா நாட்களும் செயலியில் ' ||
   'உள்ளன. -DHARAF'),
  ('tpl_interest-paused-ta', 'interest-paused', 'ta', 'service', '1107170000000000295',
   'தாரா கடனுக்கு {pausedOn:day} முதல் {till:day} வரை வட்டி இல்லை. EMI மாறாது, கடைசி தவணைகள் ' ||
   'குறையும். எல்லா நாட்களும் செயலியில் உள்ளன. -DHARAF'),
  ('tpl_rate-changed-te', 'rate-changed', 'te', 'service', '1107170000000000296',
   'ధారా రుణం వడ్డీ {changedOn:day} నుండి ఏడాదికి {rate:numeric} శాతం: సుమారు ' ||
   '₹{instalment:money} చొప్పున EMI, చివరిది {lastDueOn:day}. అన్ని తేదీలు యాప్‌లో ఉన్నాయి. ' ||
   '-DHARAF'),
  ('tpl_loan-rescheduled-te', 'loan-rescheduled', 'te', 'service', '1107170000000000297',
   'ధారా రుణం మళ్లీ ప్రణాళిక చేశాము: సుమారు ₹{instalment:money} చొప్పున ' ||
   '{instalments:numeric} EMIలు మిగిలాయి, చివరిది {lastDueOn:day}. అన్ని తేదీలు యాప్‌లో ' ||
   'ఉన్నాయి. -DHARAF'),
  ('tpl_interest-paused-te', 'interest-paused', 'te', 'service', '1107170000000000298',
   'ధారా రుణంపై {pausedOn:day} నుండి {till:day} వరకు వడ్డీ లేదు. EMI మారదు, చివరివి ' ||
   'తగ్గుతాయి. అన్ని తేదీలు యాప్‌లో ఉన్నాయి. -DHARAF'),
  ('tpl_rate-changed-kn', 'rate-changed', 'kn', 'service', '1107170000000000299',
   'ಧಾರಾ ಸಾಲದ ಬಡ್ಡಿ {changedOn:day} ರಿಂದ ವರ್ಷಕ್ಕೆ ಶೇಕಡ {rate:numeric}: ಸುಮಾರು ' ||
   '₹{instalment:money} ರ EMI, ಕೊನೆಯದು {lastDueOn:day}. ಎಲ್ಲ ದಿನಗಳು ಆ್ಯಪ್‌ನಲ್ಲಿವೆ. -DHARAF'),
  ('tpl_loan-rescheduled-kn', 'loan-rescheduled', 'kn', 'service', '1107170000000000300',
   'ಧಾರಾ ಸಾಲವನ್ನು ಮತ್ತೆ ಯೋಜಿಸಲಾಗಿದೆ: ಸುಮಾರು ₹{instalment:money} ರ {instalments:numeric} EMI ' ||
   'ಬಾಕಿ, ಕೊನೆಯದು {lastDueOn:day}. ಎಲ್ಲ ದಿನಗಳು ಆ್ಯಪ್‌ನಲ್ಲಿವೆ. -DHARAF'),
  ('tpl_interest-paused-kn', 'interest-paused', 'kn', 'service', '1107170000000000301',
   'ಧಾರಾ ಸಾಲಕ್ಕೆ {pausedOn:day} ರಿಂದ {till:day} ರವರೆಗೆ ಬಡ್ಡಿ ಇಲ್ಲ. EMI ಬದಲಾಗದು, ಕೊನೆಯವು ' ||
   'ಕಡಿಮೆಯಾಗುತ್ತವೆ. ಎಲ್ಲ ದಿನಗಳು ಆ್ಯಪ್‌ನಲ್ಲಿವೆ. -DHARAF'),
  ('tpl_rate-changed-ml', 'rate-changed', 'ml', 'service', '1107170000000000302',
   'ധാര വായ്പയുടെ പലിശ {changedOn:day} മുതൽ വർഷം {rate:numeric} ശതമാനം: ഏകദേശം ' ||
   '₹{instalment:money} വീതം EMI, അവസാനത്തേത് {lastDueOn:day}. എല്ലാ തീയതികളും ആപ്പിലുണ്ട്. ' ||
   '-DHARAF'),
  ('tpl_loan-rescheduled-ml', 'loan-rescheduled', 'ml', 'service', '1107170000000000303',
   'ധാര വായ്പ വീണ്ടും ക്രമീകരിച്ചു: ഏകദേശം ₹{instalment:money} വീതം {instalments:numeric} ' ||
   'EMI ബാക്കി, അവസാനത്തേത് {lastDueOn:day}. എല്ലാ തീയതികളും ആപ്പിലുണ്ട്. -DHARAF'),
  ('tpl_interest-paused-ml', 'interest-paused', 'ml', 'service', '1107170000000000304',
   'ധാര വായ്പയ്ക്ക് {pausedOn:day} മുതൽ {till:day} വരെ പലിശയില്ല. EMI മാറില്ല, അവസാനത്തേതു ' ||
   'കുറയും. എല്ലാ തീയതികളും ആപ്പിലുണ്ട്. -DHARAF'),
  ('tpl_rate-changed-bn', 'rate-changed', 'bn', 'service', '1107170000000000305',
   'ধারা ঋণের সুদ {changedOn:day} থেকে বছরে {rate:numeric} শতাংশ: প্রায় ₹{instalment:money} ' ||
   'করে EMI, শেষটি {lastDueOn:day}। সব তারিখ অ্যাপে আছে। -DHARAF'),
  ('tpl_loan-rescheduled-bn', 'loan-rescheduled', 'bn', 'service', '1107170000000000306',
   'ধারা ঋণের কিস্তি নতুন করে ঠিক হয়েছে: প্রায় ₹{instalment:money} করে ' ||
   '{instalments:numeric}টি EMI বাকি, শেষটি {lastDueOn:day}। সব তারিখ অ্যাপে আছে। -DHARAF'),
  ('tpl_interest-paused-bn', 'interest-paused', 'bn', 'service', '1107170000000000307',
   'ধারা ঋণে {pausedOn:day} থেকে {till:day} পর্যন্ত সুদ লাগবে না। EMI একই থাকবে, শেষেরগুলি ' ||
   'কমবে। সব তারিখ অ্যাপে আছে। -DHARAF'),
  ('tpl_rate-changed-mr', 'rate-changed', 'mr', 'service', '1107170000000000308',
   'धारा कर्जाचा व्याजदर {changedOn:day} पासून वर्षाला {rate:numeric} टक्के: सुमारे ' ||
   '₹{instalment:money} चे EMI, शेवटचा {lastDueOn:day}. सर्व तारखा अ‍ॅपमध्ये आहेत. -DHARAF'),
  ('tpl_loan-rescheduled-mr', 'loan-rescheduled', 'mr', 'service', '1107170000000000309',
   'धारा कर्जाचे हप्ते नव्याने ठरले: सुमारे ₹{instalment:money} चे {instalments:numeric} EMI ' ||
   'बाकी, शेवटचा {lastDueOn:day}. सर्व तारखा अ‍ॅपमध्ये आहेत. -DHARAF'),
  ('tpl_interest-paused-mr', 'interest-paused', 'mr', 'service', '1107170000000000310',
   'धारा कर्जावर {pausedOn:day} ते {till:day} व्याज लागणार नाही. EMI तेच राहतील, शेवटचे कमी ' ||
   'होतील. सर्व तारखा अ‍ॅपमध्ये आहेत. -DHARAF'),
  ('tpl_rate-changed-gu', 'rate-changed', 'gu', 'service', '1107170000000000311',
   'ધારા લોનનો વ્યાજદર {changedOn:day} થી વર્ષે {rate:numeric} ટકા: આશરે ₹{instalment:money} ' ||
   'ના EMI, છેલ્લો {lastDueOn:day}. બધી તારીખો ઍપમાં છે. -DHARAF'),
  ('tpl_loan-rescheduled-gu', 'loan-rescheduled', 'gu', 'service', '1107170000000000312',
   'ધારા લોનના હપ્તા ફરી નક્કી થયા: આશરે ₹{instalment:money} ના {instalments:numeric} EMI ' ||
   'બાકી, છેલ્લો {lastDueOn:day}. બધી તારીખો ઍપમાં છે. -DHARAF'),
  ('tpl_interest-paused-gu', 'interest-paused', 'gu', 'service', '1107170000000000313',
   'ધારા લોન પર {pausedOn:day} થી {till:day} સુધી વ્યાજ નહીં લાગે. EMI એ જ રહેશે, છેલ્લા ' ||
   'ઘટશે. બધી તારીખો ઍપમાં છે. -DHARAF'),
  ('tpl_rate-changed-pa', 'rate-changed', 'pa', 'service', '1107170000000000314',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਦੀ ਵਿਆਜ ਦਰ {changedOn:day} ਤੋਂ ਸਾਲਾਨਾ {rate:numeric} ਪ੍ਰਤੀਸ਼ਤ: ਲਗਭਗ ' ||
   '₹{instalment:money} ਦੀਆਂ EMI, ਆਖਰੀ {lastDueOn:day}। ਸਾਰੀਆਂ ਤਾਰੀਖਾਂ ਐਪ ਵਿੱਚ ਹਨ। -DHARAF'),
  ('tpl_loan-rescheduled-pa', 'loan-rescheduled', 'pa', 'service', '1107170000000000315',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਦੀਆਂ ਕਿਸ਼ਤਾਂ ਮੁੜ ਤੈਅ ਹੋਈਆਂ: ਲਗਭਗ ₹{instalment:money} ਦੀਆਂ ' ||
   '{instalments:numeric} EMI ਬਾਕੀ, ਆਖਰੀ {lastDueOn:day}। ਸਾਰੀਆਂ ਤਾਰੀਖਾਂ ਐਪ ਵਿੱਚ ਹਨ। -DHARAF'),
  ('tpl_interest-paused-pa', 'interest-paused', 'pa', 'service', '1107170000000000316',
   'ਧਾਰਾ ਕਰਜ਼ੇ ਤੇ {pausedOn:day} ਤੋਂ {till:day} ਤੱਕ ਵਿਆਜ ਨਹੀਂ ਲੱਗੇਗਾ। EMI ਉਹੀ ਰਹਿਣਗੀਆਂ, ਆਖਰੀ ' ||
   'ਘਟਣਗੀਆਂ। ਸਾਰੀਆਂ ਤਾਰੀਖਾਂ ਐਪ ਵਿੱਚ ਹਨ। -DHARAF');
