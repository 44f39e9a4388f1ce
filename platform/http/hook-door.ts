/**
 * `POST /hooks/<module>/<provider>`: verified on the raw body, de-duplicated, and answered at once.
 * What it says is emitted in the same transaction and handled from the log.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BoundHook } from './faces.ts'
import { Fault } from './faults.ts'
import { askedOf, type House } from './house.ts'
import { unkeepableIn } from './input.ts'

export const HOOK_BYTES_MAX = 1024 * 1024
const EVENT_ID_MAX = 200

export function hookDoor(house: House, { module, hook }: BoundHook) {
  const { provider } = hook
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const { db, wall } = house.options
    const actor = { kind: 'partner', id: provider } as const
    const correlation = askedOf(request).requestId
    const secrets = await secretsNow()
    if (!secrets.some(isVerified)) throw new Fault('signature-invalid')
    const parsed = parsedOf()

    const outcome = await db.transact(module, {}, async (open) => {
      const at = wall.now()
      const [row] = await open.sql<{ first: boolean }[]>`
        select platform.receive_hook(${provider}, ${parsed.id}, ${at}) as first`
      if (!row?.first) return 'repeated'
      if (await hook.receive(parsed, open.tx({ actor, correlation }))) return 'received'
      const body = house.seal.seal(`hook\n${provider}\n${parsed.id}`, raw.toString('utf8'))
      await open.sql`
        select platform.park_hook(${provider}, ${parsed.id}, ${hook.hook}, ${body}, ${at})`
      return 'parked'
    })
    house.options.metrics.counter('hooks_total', { provider, outcome }).add()
    return reply.code(outcome === 'parked' ? 202 : 200).send({ outcome })

    async function secretsNow(): Promise<readonly string[]> {
      if (hook.secretsOf) {
        return db.transact(module, { readOnly: true }, async (open) =>
          hook.secretsOf!(request.headers, open.tx({ actor, correlation })),
        )
      }
      const secret = house.options.hosts[provider]?.secret
      return secret ? [secret] : []
    }
    function isVerified(key: string): boolean {
      try {
        return hook.verify(raw, request.headers, key)
      } catch {
        return false // A signature that can't even be read, such as one of another length.
      }
    }
    function parsedOf(): { id: string } {
      try {
        const notice = hook.parse(raw, request.headers)
        const { id } = notice
        if (typeof id !== 'string' || id === '' || id.length > EVENT_ID_MAX)
          throw new TypeError('an id that is none')
        if (unkeepableIn(notice).length > 0) throw new TypeError('text that cannot be kept')
        return notice
      } catch (cause) {
        throw new Fault('malformed-hook', { cause })
      }
    }
  }
}
