/**
 * Whether two names are one person's: the bank's against the KYC name (SPEC §5.4). A house
 * algorithm, not a standard: tokens of the shorter name are paired greedily with the other's by
 * Jaro–Winkler, order does not matter, initials count for nine tenths of a name.
 */

export type NameDecision = 'AUTO_PASS' | 'REVIEW' | 'FAIL'
export type NameMatch = { readonly score: number; readonly decision: NameDecision }

/** 0 to 100; from 85 it passes, from 60 a person looks, below it fails. */
export function nameMatch(one: string, other: string): NameMatch {
  const score = scoreOf(tokens(one), tokens(other))
  return { score, decision: score >= 85 ? 'AUTO_PASS' : score >= 60 ? 'REVIEW' : 'FAIL' }
}

function scoreOf(one: readonly string[], other: readonly string[]): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length === 0) return 0
  const left = [...long]
  let [weighed, weight] = [0, 0]
  for (const token of short) {
    const best = bestOf(token, left)
    // An initial weighs two letters, so that a name is not decided by its dots.
    const letters = Math.max(2, token.length)
    weight += letters
    weighed += letters * best.likeness
    if (best.likeness > 0) left.splice(best.index, 1)
  }
  const extra = left.filter((token) => token.length > 1).length
  const score = Math.round((100 * weighed) / weight) - 5 * Math.max(0, extra - 1)
  const oneWord = short.length === 1 && long.length > 1
  return Math.max(0, oneWord ? Math.min(80, score) : score)
}

function bestOf(token: string, among: readonly string[]): { likeness: number; index: number } {
  let best = { likeness: 0, index: -1 }
  for (const [index, candidate] of among.entries()) {
    const found = likeness(token, candidate)
    if (found > best.likeness) best = { likeness: found, index }
  }
  return best
}

function likeness(one: string, other: string): number {
  if (one === other) return 1
  if ((one.length === 1 || other.length === 1) && one[0] === other[0]) return 0.9
  const score = jaroWinkler(one, other)
  return score >= 0.8 ? score : 0
}

const HONORIFICS = /^(MR|MRS|MS|MISS|DR|SHRI|SRI|SMT|KUM|PROF|CA|ADV)$/

/** Upper case, without accents, punctuation and honorifics. */
function tokens(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}(?<=[\u0300-\u036f])/gu, '')
  const words = plain
    .toUpperCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}]+/u)
  return words.filter((word) => word !== '' && !HONORIFICS.test(word))
}

/** Winkler's: a common start of up to four letters brings the rest nearer by a tenth each. */
export function jaroWinkler(one: string, other: string): number {
  const base = jaro(one, other)
  let start = 0
  while (start < 4 && start < one.length && one[start] === other[start]) start += 1
  return base + start * 0.1 * (1 - base)
}

function jaro(one: string, other: string): number {
  if (one.length === 0 || other.length === 0) return 0
  const window = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Set<number>()
  const matched: string[] = []
  for (let i = 0; i < one.length; i++) {
    const last = Math.min(other.length - 1, i + window)
    for (let j = Math.max(0, i - window); j <= last; j++) {
      if (taken.has(j) || one[i] !== other[j]) continue
      taken.add(j)
      matched.push(one[i] ?? '')
      break
    }
  }
  if (matched.length === 0) return 0
  const mirrored = [...taken].toSorted((a, b) => a - b).map((j) => other[j])
  const swaps = matched.filter((letter, k) => letter !== mirrored[k]).length / 2
  const m = matched.length
  return (m / one.length + m / other.length + (m - swaps) / m) / 3
}
