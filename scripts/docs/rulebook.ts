/**
 * docs/rulebook.md: each rule the code or its tests cite, whence it comes, and where it is kept.
 */
import type postgres from 'postgres'
import type { House } from '../../test/tidy/house.ts'
import { citationsIn, type Citation } from './citations.ts'
import { committed, generatedNote, sharedRoot, table, type Pages } from './pages.ts'
import { meaningsFrom, meaningsOf, type Meanings } from './sources.ts'

type DatedRule = {
  code: string
  effectiveFrom: string
  effectiveTo: string | null
  says: string
  value: object
  instrument: string
  para: string
  cites: string
  level: string
  verifiedBy: string | null
}

const path = 'docs/rulebook.md'
/** More places than this say no more. */
const placesMax = 8

export async function rulebookPages(sql: postgres.Sql, house: House): Promise<Pages> {
  const shared = sharedRoot()
  const meanings = shared === undefined ? meaningsOf(committed(path) ?? '') : meaningsFrom(shared)
  const dated = await datedRules(sql)
  const parts = [
    generatedNote,
    '# Rulebook\n',
    'Rules that code or tests cite by their id in `domain/SPEC.md`. *Read*: V the primary text,',
    'Q quoted by someone who read it, S secondary, K general knowledge; S and K await a',
    'compliance officer.\n',
    citedTable(meanings, dated, house),
    '\n## Dated rules\n',
    'Rows of `rules.rule` as shipped: a decision is judged by the row of its day.\n',
    datedTable(dated),
  ]
  return new Map([[path, `${parts.join('\n').trimEnd()}\n`]])
}

function citedTable(meanings: Meanings, dated: readonly DatedRule[], house: House): string {
  const citations = [...citationsIn(house, meanings.keys())].toSorted(([a], [b]) => order(a, b))
  const rows = citations.map(([id, places]) => {
    const { says = '', source = '', mark = '' } = meanings.get(id) ?? {}
    const spans = dated.filter(({ cites }) => cites.split(',').includes(id)).map(span)
    return [`\`${id}\``, says, source, spans.join('; ') || '–', mark || '–', shown(places)]
  })
  return table(['Rule', 'Says', 'Source', 'In force', 'Read', 'Kept in'], rows)
}

/** `DL-6` before `DL-10`. */
const order = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

function shown(places: readonly Citation[]): string {
  const sorted = places.toSorted((a, b) => Number(a.test) - Number(b.test) || order(a.path, b.path))
  const texts = sorted
    .slice(0, placesMax)
    .map(({ path: at, by }) => `[${by || name(at)}](../${at})`)
  const more = sorted.length - placesMax
  return texts.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

const name = (at: string): string => at.slice(at.lastIndexOf('/') + 1)

const span = ({ effectiveFrom, effectiveTo }: DatedRule): string =>
  effectiveTo === null ? `from ${effectiveFrom}` : `${effectiveFrom} to ${effectiveTo}`

const datedTable = (dated: readonly DatedRule[]): string =>
  table(
    ['Code', 'In force', 'Says', 'Value', 'Instrument', 'Read', 'Verified by'],
    dated.map((rule) => [
      `\`${rule.code}\``,
      span(rule),
      rule.says,
      `\`${JSON.stringify(rule.value)}\``,
      [rule.instrument, rule.para].filter(Boolean).join(' '),
      rule.level,
      rule.verifiedBy ?? 'nobody yet',
    ]),
  )

async function datedRules(sql: postgres.Sql): Promise<DatedRule[]> {
  return sql<DatedRule[]>`
    select code, effective_from::text as "effectiveFrom", effective_to::text as "effectiveTo", says,
           value, instrument, para, cites, level, verified_by as "verifiedBy"
      from rules.rule
     order by code, effective_from`
}
