/** The hand-made pages, and the pages each module's contract gives: what can be gone to. */
import type { Meta, ModuleMeta } from './meta.ts'
import { manyOf, tailOf, titleOf, worded } from './words.ts'

export type Place = { readonly says: string; readonly of: string; readonly to: string }

type Handmade = Place & { readonly needs: string; readonly key?: string }

export const handmade: readonly Handmade[] = [
  { says: 'Live', of: 'Page', to: '/', needs: 'monitor.river', key: 'g l' },
  { says: 'Find', of: 'Page', to: '/find', needs: 'monitor.find', key: 'g f' },
  {
    ...{ says: 'Repayments', of: 'Page', to: '/repayments', key: 'g r' },
    needs: 'lending.dues-between',
  },
  { says: 'Day-end', of: 'Page', to: '/day-end', needs: 'lending.day-end', key: 'g d' },
  { says: 'Ledger', of: 'Page', to: '/ledger', needs: 'lending.trial-balance', key: 'g b' },
  { says: 'Clocks', of: 'Page', to: '/clocks', needs: 'monitor.clocks', key: 'g c' },
  { says: 'Ask', of: 'Page', to: '/ask', needs: 'analytics.dictionary', key: 'g a' },
  {
    ...{ says: 'Aggregates', of: 'Page', to: '/aggregates', key: 'g e' },
    needs: 'analytics.aggregate-standings',
  },
  { says: 'Paths', of: 'Page', to: '/paths', needs: 'analytics.paths', key: 'g w' },
  { says: 'Streams', of: 'Page', to: '/streams', needs: 'analytics.streams', key: 'g s' },
  { says: 'Parked', of: 'Page', to: '/parked', needs: 'monitor.parked', key: 'g p' },
]
export const proposals: Place = { says: 'Proposals', of: 'Page', to: '/proposals' }

/** Of the hand-made ones, those whose numbers this person may ask for. */
export const handmadeFor = (meta: Meta): readonly Handmade[] => {
  const queries = new Set(meta.modules.flatMap((module) => module.queries.map(({ name }) => name)))
  return handmade.filter(({ needs }) => queries.has(needs))
}

export const listsOf = (module: ModuleMeta): readonly Place[] =>
  module.entities
    .filter(({ list }) => list)
    .map(({ name }) => ({
      says: manyOf(name),
      of: worded(module.name),
      to: `/${module.name}/${tailOf(name)}`,
    }))

/** Every address of the console, for the search. */
export function placesOf(meta: Meta): readonly Place[] {
  const modules = meta.modules.flatMap((module) => {
    const of = worded(module.name)
    const { name } = module
    return [
      { says: of, of: 'Module', to: `/${name}` },
      ...listsOf(module),
      ...module.queries.map((query) => ({
        says: titleOf(query.name),
        of: `${of}: ask`,
        to: `/${name}/q/${tailOf(query.name)}`,
      })),
      ...module.commands.map((command) => ({
        says: titleOf(command.name),
        of: `${of}: do`,
        to: `/${name}/c/${tailOf(command.name)}`,
      })),
    ]
  })
  return [...handmadeFor(meta), proposals, ...modules]
}
