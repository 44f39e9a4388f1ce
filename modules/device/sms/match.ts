/**
 * All matches of a global pattern. `matchAll` compiles a copy of its pattern at every call, which
 * for a dozen patterns a message is a third of the parser's time; this reuses the one there is.
 */
export function matchesOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (!match) return none
  const found: RegExpExecArray[] = []
  for (; match; match = pattern.exec(text)) {
    found.push(match)
    // An empty match would be found for ever.
    if (match[0] === '') pattern.lastIndex++
  }
  return found
}

/** What `taken` makes of the first match it takes; the text after that is not searched. */
export function firstOf<Taken>(
  pattern: RegExp,
  text: string,
  taken: (match: RegExpExecArray) => Taken | undefined,
): Taken | undefined {
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const found = taken(match)
    if (found !== undefined) return found
    if (match[0] === '') pattern.lastIndex++
  }
  return undefined
}

const none: readonly RegExpExecArray[] = []

/** A long pattern in pieces, a line each. */
export const pattern = (flags: string, ...pieces: readonly string[]): RegExp =>
  new RegExp(pieces.join(''), flags)
