import '@fontsource/noto-sans-kannada/kannada-400.css'
import '@fontsource/noto-sans-kannada/kannada-600.css'
