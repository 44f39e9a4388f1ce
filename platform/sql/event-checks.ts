/** What the contracts say of an event: its topic; in development also that it keeps its word. */
import { Compile } from 'typebox/compile'
import { moduleOf, type Event, type EventKind } from '#kernel/contract'

// oxlint-disable-next-line no-explicit-any -- events of any type and data
export type Kind = EventKind<string, any>
export type KindOf = (type: string) => Kind | undefined

export type EventChecks = {
  /** The event's topic; throws when the module may not write it or its data is wrong. */
  topicOf(module: string, event: Event): string
}

/** Every event kind declared in these contracts (each `import * as contract`), by type. */
export function kindsIn(contracts: Iterable<object>): Map<string, Kind> {
  const kinds = new Map<string, Kind>()
  for (const contract of contracts) {
    for (const one of Object.values(contract)) {
      if (typeof one === 'function' && 'type' in one && 'schema' in one && 'topic' in one)
        kinds.set((one as Kind).type, one as Kind)
    }
  }
  return kinds
}

export function eventChecks(kindOf: KindOf, checked: boolean): EventChecks {
  const compiled = new Map<Kind, ReturnType<typeof Compile>>()
  const checkerOf = (kind: Kind) => {
    const known = compiled.get(kind)
    if (known) return known
    const fresh = Compile(kind.schema)
    compiled.set(kind, fresh)
    return fresh
  }
  return {
    topicOf: (module, event) => {
      const kind = kindOf(event.type)
      const topic = kind?.topic ?? moduleOf(event.type)
      if (!checked) return topic
      if (moduleOf(event.type) !== module && event.type !== 'app.trace')
        throw new TypeError(`${module} may not write ${event.type}: facts carry their owner's name`)
      if (kind?.v === event.v && !checkerOf(kind).Check(event.data)) {
        const [first] = checkerOf(kind).Errors(event.data)
        const where = first?.instancePath || 'data'
        throw new TypeError(`${event.type}: ${where} ${first?.message ?? 'is not as declared'}`)
      }
      return topic
    },
  }
}
