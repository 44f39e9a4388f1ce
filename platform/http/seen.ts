/**
 * Whose personal data the staff were shown, and by which door: kept on record before the answer
 * leaves (SPEC §13.1), once for all the people of it. What keeps the record is a module's own
 * command (`Module.noteSeen`); that module's doors record for themselves.
 */
import type { FastifyRequest } from 'fastify'
import type { Id } from '#kernel/ids'
import { askedOf, type House } from './house.ts'
import type { Node } from './input.ts'

const NAMED_MAX = 100
const CUSTOMER = /^cus_[0-9A-Za-z-]{1,64}$/

type Told = { readonly door: string; readonly module: string; readonly schema: Node }

/** Notes the people of a question and its answer; nothing where nobody's data is told. */
export function seenBy(house: House, { door, module, schema }: Told) {
  const keeper = house.options.modules.find(({ noteSeen }) => noteSeen !== undefined)
  const call = keeper?.noteSeen
  const isPersonal = keeper?.name !== module && holdsPersonal(schema)
  return async (request: FastifyRequest, ...shown: readonly unknown[]): Promise<void> => {
    const { actor, requestId } = askedOf(request)
    if (!call || !isPersonal || actor.kind !== 'staff') return
    const people = [...new Set(shown.flatMap(customersIn))]
    const why = request.headers['seen-for']
    const view = {
      ...{ by: actor.id, roles: [...(actor.roles ?? [])], what: door },
      ...(typeof why === 'string' && { seenFor: why }),
    }
    for (let at = 0; at < people.length; at += NAMED_MAX) {
      const customerIds = people.slice(at, at + NAMED_MAX)
      const itself = { kind: 'module', id: keeper?.name ?? '' } as const
      await house.call(call, { ...view, customerIds }, itself, { correlation: requestId })
    }
  }
}

/** Whether it tells who somebody is or how they are reached; what is secret is no person's. */
function holdsPersonal(schema: Node): boolean {
  const of = schema['x-class']
  if (of !== undefined) return of !== 'secret'
  if (schema.items && holdsPersonal(schema.items)) return true
  return Object.values(schema.properties ?? {}).some((inner) => holdsPersonal(inner as Node))
}

function customersIn(value: unknown): Id<'cus'>[] {
  if (typeof value === 'string') return CUSTOMER.test(value) ? [value as Id<'cus'>] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(customersIn)
}
