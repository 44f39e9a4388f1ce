/** The words a name is searched by. Pure. */

const WORDS_MAX = 8
/** Said before a name, no part of it. */
const TITLES = new Set(['mr', 'mrs', 'ms', 'dr', 'shri', 'smt', 'kumari', 'md'])

/**
 * The words of a name in one form, in any script and order: `Smt. ASHA  Verma` and `verma asha`
 * have the same. One letter alone, as initials are, finds nobody.
 */
export function nameWords(name: string): string[] {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => [...word].length > 1 && !TITLES.has(word))
  return [...new Set(words)].slice(0, WORDS_MAX)
}
