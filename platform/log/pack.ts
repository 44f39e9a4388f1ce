/**
 * Facts on their way through the outbox, many to a row where one transaction leaves many: a row a
 * fact is what a day-end would spend half of its database's time on. The relay takes such a row
 * apart by text alone.
 */

/** A fact, or several of one place in the log and one instant, as a row of the outbox. */
export type Pack = {
  readonly topic: string
  readonly part: number
  /** Of its first fact. */
  readonly key: string
  readonly n: number
  /** Envelopes as JSON text. */
  readonly body: string
}

export type Single = Omit<Pack, 'n'>

/** Fewer than these go a row each. */
const PACKED_FROM = 48
export const PACK_FACTS_MAX = 64
/** What a page of PostgreSQL holds beside a row's other columns, where a letter is a byte. */
const PACK_BYTES_MAX = 7900
/**
 * Stands for the opening brace of each further fact of a row. JSON text holds no control character,
 * and the database finds one letter far quicker than two.
 */
export const PACK_DIVIDER = '\x1e'

/** The rows of one transaction's facts; those of a place keep their order. */
export function packed(facts: readonly Single[]): Pack[] {
  if (facts.length < PACKED_FROM) return facts.map((fact) => ({ ...fact, n: 1 }))
  const packs: Filling[] = []
  const filling = new Map<string, Filling>()
  for (const { topic, part, key, body } of facts) {
    const place = `${topic} ${part}`
    const open = filling.get(place)
    if (open && hasRoom(open, body)) {
      open.bodies.push(body.slice(1))
      open.size += body.length + 1
    } else {
      const fresh = { topic, part, key, bodies: [body], size: body.length }
      filling.set(place, fresh)
      packs.push(fresh)
    }
  }
  return packs.map(({ topic, part, key, bodies }) => ({
    ...{ topic, part, key, n: bodies.length },
    body: bodies.join(PACK_DIVIDER),
  }))
}

/** The facts of a row's body, as they were written. */
export const unpacked = (body: string): string[] =>
  body.split(PACK_DIVIDER).map((fact, i) => (i === 0 ? fact : `{${fact}`))

type Filling = Omit<Pack, 'n' | 'body'> & { readonly bodies: string[]; size: number }

const hasRoom = ({ bodies, size }: Filling, body: string): boolean =>
  bodies.length < PACK_FACTS_MAX && size + body.length < PACK_BYTES_MAX
