/** What device can tell of apps. */
import { addDays, type Instant } from '#kernel/dates'
import { answer, list, one, type Door, type Shelf } from '#platform/http'
import type { Tx } from '#platform/sql'
import { appFeaturesOf, packageEntity, packageTrend } from './face.ts'
import { populationOf } from './pool/store.ts'
import { presencesOf } from './store.ts'
import { appFeatures, type AppFeatures } from './tally.ts'

const TREND_DAYS = 7
/** Fewer people than that are not told of. */
const PEOPLE_MIN = 5

export const appsQueries: readonly (Door | Shelf)[] = [
  list(packageEntity),
  one(packageEntity),

  answer(appFeaturesOf, async ({ customerId, asOf }, tx) => appsOf(tx, customerId, asOf ?? tx.now)),

  answer(packageTrend, async ({ packageId, days = TREND_DAYS }, tx) => {
    const from = addDays(tx.today, 1 - days)
    const { population, moves } = await populationOf(tx, packageId, from)
    const dates = Array.from({ length: days }, (_, i) => addDays(from, i))
    return {
      days: dates.map((date) => {
        const since = moves.filter(({ day }) => day > date).reduce((sum, { gain }) => sum + gain, 0)
        const people = population - since
        return { date, people: people < PEOPLE_MIN ? 0 : people }
      }),
    }
  }),
]

/** What someone's apps say at an instant; for device's own features too. */
export const appsOf = async (tx: Tx, customerId: string, asOf: Instant): Promise<AppFeatures> =>
  appFeatures(await presencesOf(tx, customerId), asOf)
