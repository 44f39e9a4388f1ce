/**
 * What a cited rule id means: read from domain/SPEC.md and the test cases where they are, else from
 * the rulebook as committed, so that a clone without them still stands.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Meaning = {
  readonly says: string
  readonly source: string
  /** How far the source was read: V, Q, S, K (SPEC §0); empty when SPEC gives no mark. */
  readonly mark: string
}
export type Meanings = ReadonlyMap<string, Meaning>

/** Every citable id of the specification and of its test cases. */
export function meaningsFrom(sharedRoot: string): Meanings {
  const spec = readFileSync(join(sharedRoot, 'domain/SPEC.md'), 'utf8').split('\n')
  return new Map([
    ...headings(spec),
    ...instruments(spec),
    ...rows(spec),
    ...vectors(join(sharedRoot, 'domain/vectors')),
  ])
}

/** `SPEC §2.3` and the like. */
function headings(spec: readonly string[]): [string, Meaning][] {
  return spec.flatMap((line) => {
    const [, number, rest = ''] = /^#{2,3} (\d+[A-Z]?(?:\.\d+)?)\.? (.+)$/.exec(line) ?? []
    if (number === undefined) return []
    const says = clipped(rest.replace(/[[(](authority|vectors?|practice|RBI)[^\])]*[\])]/g, ''))
    return [[`SPEC §${number}`, { says, source: 'domain/SPEC.md', mark: markIn(rest) }]]
  })
}

/** Table 0.2: `| PEN23 | document | reference | level |`; only keys that can't be plain words. */
function instruments(spec: readonly string[]): [string, Meaning][] {
  return spec.flatMap((line) => {
    const [, keys, says, source, level = ''] =
      /^\| ([A-Z][\w ,/-]*) \| (.+) \| (.+) \| (.+) \|$/.exec(line) ?? []
    if (keys === undefined || says === undefined || source === undefined) return []
    if (!/^[VQSK]\b/.test(level)) return []
    const named = keys.split(/[,/]/).map((key) => key.trim())
    const own = named.filter((key) => /\d/.test(key) || key.includes('-'))
    return own.map((key): [string, Meaning] => [
      key,
      { says: clipped(says), source, mark: level[0] ?? '' },
    ])
  })
}

/** `| DL-06 | rule | build | mark |`. */
function rows(spec: readonly string[]): [string, Meaning][] {
  return spec.flatMap((line) => {
    const [, id, says = '', mark = ''] =
      /^\| (DL-\d+) \| (.+?) \| .+ \| (\[.+\]) \|$/.exec(line) ?? []
    if (id === undefined) return []
    return [[id, { says: clipped(says), source: mark.slice(1, -1), mark: markIn(mark) }]]
  })
}

type Vector = { readonly id?: string; readonly title?: string }

/** Ids of test cases that can't be plain words, and the files themselves. */
function vectors(folder: string): [string, Meaning][] {
  return readdirSync(folder).flatMap((file) => {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      rule?: string
      title?: string
      vectors?: readonly Vector[]
    }
    const source = `domain/vectors/${file}`
    const about = clipped(json.rule ?? json.title ?? `${json.vectors?.length ?? 0} cases`)
    const cases = (json.vectors ?? []).flatMap(({ id, title }): [string, Meaning][] =>
      id?.includes('-') ? [[id, { says: clipped(title ?? about), source, mark: '' }]] : [],
    )
    return [[file, { says: about, source, mark: '' }] as [string, Meaning], ...cases]
  })
}

const markIn = (text: string): string =>
  [...text.matchAll(/[ [,]([VQSK])(?: quote)?\b(?=[^\]]*\])/g)].at(-1)?.[1] ?? ''

const clipped = (text: string): string => {
  const plain = text
    .replaceAll(/\*\*|\[[^\]]*\]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length <= 140 ? plain : `${plain.slice(0, 137).replace(/\s\S*$/, '')} …`
}

/** The meanings a committed rulebook holds, in its first table. */
export function meaningsOf(rulebook: string): Meanings {
  const [cited = ''] = rulebook.split('\n## Dated rules')
  return new Map(
    cited.split('\n').flatMap((line): [string, Meaning][] => {
      const [, id, says = '', source = '', , mark = ''] = line
        .split(/(?<!\\)\|/)
        .map((c) => c.trim())
      if (id === undefined || !/^`.+`$/.test(id) || line.split('|').length < 8) return []
      const unescaped = (text: string): string => text.replaceAll('\\|', '|')
      const meaning = {
        says: unescaped(says),
        source: unescaped(source),
        mark: mark.replace('–', ''),
      }
      return [[id.slice(1, -1), meaning]]
    }),
  )
}
