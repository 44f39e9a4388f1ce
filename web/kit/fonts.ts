/**
 * The one family, from npm and never from a CDN: Inter for Latin, Noto Sans for the scripts of
 * India. Each script stands in `scripts/`, fetched only where its language is spoken.
 */
import '@fontsource-variable/inter/index.css'
