/**
 * `bin/dhara conform sms FILE`: the parser beside a file of messages with what each should say.
 *
 * `ambiguous` messages are skipped in detection only; a field that a case does not name is not
 * asserted; the weak tier asserts amount and direction alone (issue 3 C).
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseSms } from '../../modules/device/sms/parse.ts'
import { StartFault } from '../../platform/runtime/start-fault.ts'
import { pathHere } from '../path-here.ts'
import { fieldsOf, type Expected } from './sms-fields.ts'

export type SmsCase = {
  readonly id: string
  readonly tier?: string
  readonly sender: string | null
  readonly body: string
  readonly ambiguous?: boolean
  readonly expected: Expected
}

type Wrongly = { bounce: number; otp: number; promo: number; request: number }

export type Score = {
  readonly messages: number
  /** Percentages, 0 to 100; null where no case says anything of it. */
  readonly precision: number | null
  readonly recall: number | null
  readonly f1: number | null
  readonly allFields: number | null
  readonly fields: { readonly [name: string]: number }
  readonly wronglyCounted: Wrongly
}

export type SmsScore = Score & { readonly tiers: { readonly [tier: string]: Score } }

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, wrong: { type: 'boolean' } },
  })
  const [file] = positionals
  if (file === undefined) {
    console.error('Name the file of messages: bin/dhara conform sms FILE.')
    return 2
  }
  const cases = casesIn(pathHere(file))
  const score = scoreSms(cases)
  if (values.json) {
    console.log(JSON.stringify(score))
    return 0
  }
  console.log(table(score))
  if (values.wrong) for (const line of cases.flatMap(faultsOf)) console.log(line)
  return 0
}

function casesIn(file: string): readonly SmsCase[] {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new StartFault(`${file} could not be read: ${(error as Error).message}.`)
  }
  if (!Array.isArray(read)) throw new StartFault(`${file} holds no list of messages.`)
  const cases = read as readonly SmsCase[]
  const bad = cases.findIndex(
    (it) => typeof it?.body !== 'string' || typeof it.expected?.is_transaction !== 'boolean',
  )
  if (bad >= 0) throw new StartFault(`${file}: message ${bad} has no body or no expectation.`)
  return cases
}

/** Scores all messages, and each tier by itself. */
export function scoreSms(cases: readonly SmsCase[]): SmsScore {
  const tiers = Map.groupBy(cases, tierOf)
  return {
    ...scored(cases),
    tiers: Object.fromEntries([...tiers].map(([tier, own]) => [tier, scored(own)])),
  }
}

const tierOf = ({ tier }: SmsCase): string => tier ?? '0'

function scored(cases: readonly SmsCase[]): Score {
  const hits = { right: 0, wrong: 0, missed: 0 }
  const wronglyCounted: Wrongly = { bounce: 0, otp: 0, promo: 0, request: 0 }
  const fields = new Map<string, { right: number; all: number }>()
  let [asserting, whole] = [0, 0]
  for (const it of cases) {
    const read = parsed(it)
    const { is_transaction: moved, kind = '' } = it.expected
    if (!it.ambiguous) {
      if (moved && read.isTransaction) hits.right++
      if (moved && !read.isTransaction) hits.missed++
      if (!moved && read.isTransaction) hits.wrong++
    }
    if (!moved && read.isTransaction && kind in wronglyCounted) {
      wronglyCounted[kind as keyof Wrongly]++
    }
    const asserted = fieldsOf(read, it.expected, tierOf(it) === 'weak')
    if (asserted.length > 0) asserting++
    if (asserted.length > 0 && asserted.every(({ right }) => right)) whole++
    for (const { name, right } of asserted) {
      const tally = fields.get(name) ?? { right: 0, all: 0 }
      fields.set(name, { right: tally.right + (right ? 1 : 0), all: tally.all + 1 })
    }
  }
  return {
    messages: cases.length,
    precision: share(hits.right, hits.right + hits.wrong),
    recall: share(hits.right, hits.right + hits.missed),
    f1: share(2 * hits.right, 2 * hits.right + hits.wrong + hits.missed),
    allFields: share(whole, asserting),
    fields: Object.fromEntries(
      [...fields].toSorted().map(([name, { right, all }]) => [name, share(right, all) ?? 0]),
    ),
    wronglyCounted,
  }
}

const parsed = ({ sender, body }: SmsCase) => parseSms({ sender: sender ?? '', body })

const share = (part: number, all: number): number | null =>
  all === 0 ? null : Math.round((part / all) * 10_000) / 100

function table({ tiers, ...all }: SmsScore): string {
  const lines = Object.entries({ all, ...tiers }).flatMap(([tier, score]) => [
    `${tier} (${score.messages} messages)`,
    `  precision ${score.precision}  recall ${score.recall}  F1 ${score.f1}` +
      `  all fields ${score.allFields}`,
    `  ${Object.entries(score.fields)
      .map(([name, accuracy]) => `${name} ${accuracy}`)
      .join('  ')}`,
    `  wrongly counted: ${JSON.stringify(score.wronglyCounted)}`,
  ])
  return lines.join('\n')
}

function faultsOf(it: SmsCase): string[] {
  const read = parsed(it)
  const says: string[] = []
  if (!it.ambiguous && it.expected.is_transaction !== read.isTransaction) {
    says.push(`is ${it.expected.kind}, read as ${read.kind}`)
  }
  for (const field of fieldsOf(read, it.expected, tierOf(it) === 'weak')) {
    if (!field.right) says.push(`${field.name} is ${field.asked}, read as ${field.seen}`)
  }
  return says.length > 0 ? [`${it.id}: ${says.join('; ')}\n    ${it.body}`] : []
}
