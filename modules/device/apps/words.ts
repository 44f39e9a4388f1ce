/**
 * What an app's package and label hold that a model can weigh: words, the letters inside long
 * compound words (`loansfastph`), the publisher, and the kinds of the lexicon they speak of.
 */
import lexicon from '../reference/app-lexicon.json' with { type: 'json' }

/** Features are hashed into so many buckets; a model has one weight a bucket and kind. */
export const BUCKETS = 1 << 15

const GRAM_MIN = 3
const GRAM_MAX = 5
const WORD_MAX = 24
const WORDS_MAX = 40
/** What nearly every package holds says nothing. */
const silent = new Set(
  'com org net www app apps android mobile free pro lite air the and for of de in co io'.split(' '),
)

/** The kinds the lexicon has words for. */
export const lexiconKinds = Object.keys(lexicon.kinds) as (keyof typeof lexicon.kinds)[]
const patterns = Object.values(lexicon.kinds).map(
  (words) => new RegExp(words.map(patternOf).join('|')),
)

/** `cash*` begins a word, `*loan*` may stand inside one, `upi` is a word of its own. */
function patternOf(word: string): string {
  const bare = wordsOf(word).join(' ')
  return `${word.startsWith('*') ? '' : ' '}${bare}${word.endsWith('*') ? '' : ' '}`
}

export type Traits = {
  /** The distinct buckets of its features, in no order that matters. */
  readonly buckets: readonly number[]
  /** The kinds of the lexicon it speaks of, as indexes into `lexiconKinds`. */
  readonly spoken: readonly number[]
}

export function traitsOf(packageName: string, label: string): Traits {
  const path = packageName.split('.')
  const words = [...wordsOf(packageName), ...wordsOf(label)].slice(0, WORDS_MAX)
  const buckets = new Set<number>()
  const add = (feature: string) => buckets.add(bucketOf(feature))
  add(`publisher ${path.slice(0, 2).join('.')}`)
  add(`country ${path[0]}`)
  for (const [i, word] of words.entries()) {
    if (silent.has(word)) continue
    add(`word ${word}`)
    if (i > 0) add(`pair ${words[i - 1]} ${word}`)
    for (const gram of gramsOf(word)) add(gram)
  }
  // `LazyPay` is both a pair of words and a name: the lexicon may know it as either.
  const whole = [...splitWords(packageName), ...splitWords(label)].slice(0, WORDS_MAX)
  return { buckets: [...buckets], spoken: spokenIn([...words, '', ...whole]) }
}

/** Lower-case words of letters; `HomeLoan` is two, digits stand alone. */
function wordsOf(text: string): readonly string[] {
  return splitWords(text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
}

function splitWords(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, WORD_MAX))
}

function* gramsOf(word: string): Generator<string> {
  const marked = `<${word}>`
  for (let size = GRAM_MIN; size <= GRAM_MAX; size++) {
    for (let at = 0; at + size <= marked.length; at++) yield marked.slice(at, at + size)
  }
}

function spokenIn(words: readonly string[]): readonly number[] {
  const text = ` ${words.join(' ')} `
  return patterns.flatMap((says, kind) => (says.test(text) ? [kind] : []))
}

/** FNV-1a over UTF-16 units: the same number on every machine. */
function bucketOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < feature.length; i++) {
    hash = Math.imul(hash ^ feature.charCodeAt(i), 0x01000193)
  }
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1)
}
