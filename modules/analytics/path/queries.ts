/** What paths tell. */
import type { Id } from '#kernel/ids'
import { answer } from '#platform/http'
import { paths, peopleOnEdge } from '../contract.ts'
import { choicesIn, edgesIn, hopsIn, walkersOn, waysIn } from './store.ts'
import { walked } from './walk.ts'

/** Steps looked at for one answer. */
const HOPS_MAX = 60_000
const EDGES_MAX = 200
const CHOICES_MAX = 50
const PEOPLE_MAX = 200

export const pathQueries = [
  answer(paths, async ({ from, to, ...chosen }, tx) => {
    const hops = await hopsIn(tx, chosen, HOPS_MAX + 1)
    const edges = await edgesIn(tx, chosen, EDGES_MAX)
    const { versions, devices, languages } = await choicesIn(tx, chosen)
    const { walks, loops, exits, people, arrived } = walked(hops.slice(-HOPS_MAX), { from, to })
    const steps = new Set(edges.flatMap((edge) => [edge.from, edge.to]))
    steps.delete('')
    return {
      ways: await waysIn(tx),
      ...{ versions: some(versions), devices: some(devices), languages: some(languages) },
      ...{ steps: [...steps].toSorted(), edges: [...edges], people, arrived },
      walks: walks.map(listed),
      loops: loops.map(listed),
      exits: [...exits],
      more: hops.length > HOPS_MAX,
    }
  }),

  answer(peopleOnEdge, async (chosen, tx) => {
    const rows = await walkersOn(tx, chosen, PEOPLE_MAX + 1)
    const people = rows.slice(0, PEOPLE_MAX).map(({ customerId, ...went }) => ({
      ...went,
      ...(customerId !== null && { customerId: customerId as Id<'cus'> }),
    }))
    return { people, more: rows.length > PEOPLE_MAX }
  }),
]

const some = (values: readonly string[] | null): string[] => (values ?? []).slice(0, CHOICES_MAX)
const listed = <T extends { steps: readonly string[] }>(walk: T) => ({
  ...walk,
  steps: [...walk.steps],
})
