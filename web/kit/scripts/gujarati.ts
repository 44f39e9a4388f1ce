import '@fontsource/noto-sans-gujarati/gujarati-400.css'
import '@fontsource/noto-sans-gujarati/gujarati-600.css'
