/** What is done with parked facts: mended by two people, and run again. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import type { ParkedFact } from '#platform/log'
import type { Tx } from '#platform/sql'
import { FactMended, mendParked, redrive } from '../contract.ts'
import { differing, isFit, restored } from './mending.ts'

export const parkedCommands = [
  run(mendParked, async ({ id, data }, tx) => {
    const parked = await parkedUnder(tx, id)
    if (!parked) return refuse('not-parked')
    const { fact, group } = parked
    const mended = restored(data, fact.data)
    const kind = tx.tower.kinds.find(({ type }) => type === fact.type)
    if (!isFit(kind?.schema, fact.data, mended)) return refuse('data-unfit')
    const fields = differing(mended, fact.data).map((name) => name.slice(0, FIELD_MAX))
    await tx.emit(fact.key, [
      FactMended({ factId: fact.id, group, fields: fields.slice(0, FIELDS_MAX) }),
    ])
    await tx.tower.log.parked.mend(parked.id, mended)
    return { id }
  }),

  run(redrive, async ({ id }, tx) => {
    const { log } = tx.tower
    const parked = await parkedUnder(tx, id)
    if (!parked) return refuse('not-parked')
    if (!log.groups().includes(parked.group)) return refuse('runs-elsewhere')
    const { done, problem } = await log.parked.redrive(parked.id)
    return { id, done, ...(problem !== undefined && { problem: firstLine(problem) }) }
  }),
]

const ERROR_MAX = 500
const FIELD_MAX = 80
const FIELDS_MAX = 100

export const firstLine = (text: string): string =>
  (text.split('\n', 1)[0] ?? '').slice(0, ERROR_MAX)

/** The id is text, as all ids are; only a row's number names one. */
export async function parkedUnder(tx: Tx, id: string): Promise<ParkedFact | undefined> {
  const number = Number(id)
  return Number.isSafeInteger(number) ? tx.tower.log.parked.inspect(number) : undefined
}
