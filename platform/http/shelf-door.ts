/** `GET /v1/<module>/<entity>/list?q={…}` and `/one?q={id}`: rows for staff, masked. */
import type { FastifyRequest } from 'fastify'
import type { Class } from '#kernel/fields'
import type { Open } from '#platform/sql'
import { enter } from './entry.ts'
import type { BoundShelf } from './faces.ts'
import { Fault } from './faults.ts'
import type { House } from './house.ts'
import { checkInput, type Node } from './input.ts'
import { QUERIES_A_MINUTE } from './limits.ts'
import { masked } from './mask.ts'
import { questionOf } from './query-door.ts'
import { seenBy } from './seen.ts'
import { listInput, listOf, oneInput, oneOf, type ListQuestion, type Row } from './shelf.ts'

export function shelfDoor(house: House, { entity, module }: BoundShelf) {
  const single = oneInput(entity)
  const fields = { type: 'object', properties: entity.fields } as unknown as Node
  const note = seenBy(house, { door: entity.name, module, schema: fields })
  const read = <T>(work: (open: Open) => Promise<T>): Promise<T> =>
    house.options.db.transact(module, { readOnly: true }, work)

  return {
    onRequest: (request: FastifyRequest) =>
      enter(house, request, {
        door: entity.name,
        allow: entity.allow,
        limits: [QUERIES_A_MINUTE],
        changes: false,
      }),

    list: async (request: FastifyRequest) => {
      const question = questionOf(request)
      checkInput(listInput, question)
      const page = await read(({ sql }) => listOf(sql, entity, question as ListQuestion))
      const rows = await shown(house, entity, page.rows)
      await note(request, rows)
      return { ...page, rows }
    },

    one: async (request: FastifyRequest) => {
      const question = questionOf(request)
      checkInput(single, question)
      const { id } = question as { id: string }
      const row = await read(({ sql }) => oneOf(sql, entity, id))
      if (!row) throw new Fault('not-found')
      const [one] = await shown(house, entity, [row])
      await note(request, one)
      return one
    },
  }
}

/** Classed columns hold sealed values: opened together, a column at a time, then masked. */
async function shown(
  house: House,
  entity: BoundShelf['entity'],
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const out = rows.map((row) => ({ ...row }) as { id: string; [field: string]: unknown })
  for (const [field, schema] of Object.entries(entity.fields)) {
    const of = (schema as Node)['x-class'] as Class | undefined
    if (of === undefined) continue
    const sealed = out.map((row) => row[field]).filter((value) => typeof value === 'string')
    const opened = await openedOf(house, entity, of, sealed)
    let next = 0
    for (const row of out) {
      const isSealed = typeof row[field] === 'string'
      row[field] = masked(of, isSealed ? (opened[next++] ?? null) : row[field])
    }
  }
  return out
}

async function openedOf(
  house: House,
  entity: BoundShelf['entity'],
  of: Class,
  sealed: readonly string[],
): Promise<readonly (string | null)[]> {
  const { unseal } = house.options
  if (of === 'secret' || sealed.length === 0) return sealed.map(() => null)
  return unseal ? unseal(of, sealed, entity) : sealed
}
