import '@fontsource/noto-sans-malayalam/malayalam-400.css'
import '@fontsource/noto-sans-malayalam/malayalam-600.css'
