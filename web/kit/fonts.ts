/** The one family, from npm and never from a CDN: Inter for Latin, Noto Sans for Devanagari. */
import '@fontsource-variable/inter/index.css'
import '@fontsource/noto-sans-devanagari/devanagari-400.css'
import '@fontsource/noto-sans-devanagari/devanagari-600.css'
