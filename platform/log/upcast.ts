/** Reading a fact as today's code knows it: stored bytes stay as they are, `up` lifts old data. */
import type { EventKind, Fact } from '#kernel/contract'

// oxlint-disable-next-line no-explicit-any -- events of any type and data
export type Kind = EventKind<string, any>
/** The declaration of a type; undefined for a type no contract names. */
export type KindOf = (type: string) => Kind | undefined

/**
 * Parses a segment's text into facts of the present versions. `up` brings version v − 1 to v.
 * What can't be lifted stays as it is, and `checkVersion` refuses it where it is to be handled:
 * reading must not fail, or one fact would stop every group.
 */
export function parser(kindOf: KindOf): (text: string) => Fact[] {
  return (text) => {
    const facts = JSON.parse(text) as Fact[]
    for (let i = 0; i < facts.length; i++) facts[i] = lifted(facts[i]!, kindOf(facts[i]!.type))
    return facts
  }
}

function lifted(fact: Fact, kind: Kind | undefined): Fact {
  if (!kind?.up || fact.v !== kind.v - 1) return fact
  try {
    return { ...fact, v: kind.v, data: kind.up(fact.data as never) }
  } catch {
    return fact
  }
}

/** Throws for a fact whose version the code at hand doesn't know. */
export function checkVersion(fact: Fact, kindOf: KindOf): void {
  const kind = kindOf(fact.type)
  if (kind && kind.v !== fact.v)
    throw new Error(`${fact.type} v${fact.v} can't be read as v${kind.v}`)
}
