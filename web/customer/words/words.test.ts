/** Each language says all that English says, with the same figures, in its own letters. */
import { saysAsEnglish } from '#test/tongues'
import { bengali } from './bengali.ts'
import { english } from './english.ts'
import { gujarati } from './gujarati.ts'
import { hindi } from './hindi.ts'
import { kannada } from './kannada.ts'
import { malayalam } from './malayalam.ts'
import { marathi } from './marathi.ts'
import { punjabi } from './punjabi.ts'
import { tamil } from './tamil.ts'
import { telugu } from './telugu.ts'

saysAsEnglish(english, {
  ...{ hi: hindi, bn: bengali, ta: tamil, te: telugu, kn: kannada },
  ...{ ml: malayalam, mr: marathi, gu: gujarati, pa: punjabi },
})
