/** Where people live and bank, what they do and what phone they hold. */
export type City = { readonly name: string; readonly state: string; readonly pin: number }

const city = (name: string, state: string, pin: number): City => ({ name, state, pin })

/** Cities by language; `pin` is the first PIN code of a hundred. */
export const CITIES: { readonly [language: string]: readonly City[] } = {
  hi: [
    city('Lucknow', 'Uttar Pradesh', 226_001),
    city('Kanpur', 'Uttar Pradesh', 208_001),
    city('Delhi', 'Delhi', 110_001),
    city('Jaipur', 'Rajasthan', 302_001),
    city('Indore', 'Madhya Pradesh', 452_001),
    city('Patna', 'Bihar', 800_001),
  ],
  mr: [
    city('Mumbai', 'Maharashtra', 400_001),
    city('Pune', 'Maharashtra', 411_001),
    city('Nashik', 'Maharashtra', 422_001),
    city('Nagpur', 'Maharashtra', 440_001),
  ],
  bn: [city('Kolkata', 'West Bengal', 700_001), city('Siliguri', 'West Bengal', 734_001)],
  te: [
    city('Hyderabad', 'Telangana', 500_001),
    city('Vijayawada', 'Andhra Pradesh', 520_001),
    city('Visakhapatnam', 'Andhra Pradesh', 530_001),
  ],
  ta: [
    city('Chennai', 'Tamil Nadu', 600_001),
    city('Coimbatore', 'Tamil Nadu', 641_001),
    city('Madurai', 'Tamil Nadu', 625_001),
  ],
  gu: [city('Ahmedabad', 'Gujarat', 380_001), city('Surat', 'Gujarat', 395_001)],
  kn: [city('Bengaluru', 'Karnataka', 560_001), city('Hubballi', 'Karnataka', 580_020)],
  ml: [city('Kochi', 'Kerala', 682_001), city('Kozhikode', 'Kerala', 673_001)],
  pa: [city('Ludhiana', 'Punjab', 141_001), city('Amritsar', 'Punjab', 143_001)],
  en: [city('Panaji', 'Goa', 403_001), city('Aizawl', 'Mizoram', 796_001)],
}

export const STREETS = [
  'Gandhi Road',
  'Station Road',
  'MG Road',
  'Nehru Nagar',
  'Ambedkar Colony',
  'Temple Street',
  'Market Road',
  'Lake View Layout',
  'Shanti Nagar',
  'Industrial Estate',
  'Old Town',
  'Civil Lines',
] as const

/**
 * Invented banks' codes would fail at real checks, so these are real ones with invented
 * accounts.
 */
export const BANKS = [
  { name: 'State Bank of India', code: 'SBIN', length: 11, weight: 34 },
  { name: 'HDFC Bank', code: 'HDFC', length: 14, weight: 17 },
  { name: 'ICICI Bank', code: 'ICIC', length: 12, weight: 13 },
  { name: 'Axis Bank', code: 'UTIB', length: 15, weight: 9 },
  { name: 'Punjab National Bank', code: 'PUNB', length: 16, weight: 9 },
  { name: 'Bank of Baroda', code: 'BARB', length: 14, weight: 8 },
  { name: 'Canara Bank', code: 'CNRB', length: 13, weight: 6 },
  { name: 'Kotak Mahindra Bank', code: 'KKBK', length: 11, weight: 4 },
] as const

export const EMPLOYERS = [
  'Sarvodaya Textiles',
  'Bluebird Logistics',
  'Kaveri Foods',
  'Nimbus Software Services',
  'Himalaya Auto Parts',
  'Govt Higher Secondary School',
  'Apex Call Centre',
  'Sunrise Hospital',
  'Metro Retail Mart',
  'Trident Security Services',
  'Ganga Pharma',
  'Quick Basket Delivery',
  'Vistara Constructions',
  'State Electricity Board',
  'Orchid Hotels',
  'Lotus Garments Export',
] as const

export const PHONES = [
  { model: 'Redmi 13C', android: 14, ramGb: 4 },
  { model: 'Realme C53', android: 13, ramGb: 4 },
  { model: 'Vivo Y28', android: 14, ramGb: 6 },
  { model: 'Samsung Galaxy A15', android: 15, ramGb: 6 },
  { model: 'Oppo A18', android: 13, ramGb: 4 },
  { model: 'Moto G34', android: 14, ramGb: 8 },
  { model: 'Poco M6', android: 14, ramGb: 6 },
  { model: 'Itel A70', android: 13, ramGb: 3 },
  { model: 'OnePlus Nord CE4', android: 15, ramGb: 8 },
] as const
