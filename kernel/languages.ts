/** The languages people are spoken and written to in: English, and nine of India's (ISO 639-1). */
export const LANGUAGES = ['en', 'hi', 'bn', 'ta', 'te', 'kn', 'ml', 'mr', 'gu', 'pa'] as const
export type Language = (typeof LANGUAGES)[number]
