/** What the archive does outside any transaction: the lake's daily round. */
import type { Instant, LocalDate } from '#kernel/dates'
import { effect, TryLater } from '#platform/queue'
import { DayDropped, DayKept, FileAltered, RoundEnded, RoundFailed } from './contract.ts'

type Round = {
  readonly on: LocalDate
  readonly warmFrom: Instant
  readonly chillBefore: LocalDate
}

export const tendLake = effect<Round>('archive.tend-lake', {
  lane: 'archive.lake',
  async send({ on, warmFrom, chillBefore }, { lake }) {
    const tended = await lake.tend({ warmFrom, chillBefore })
    if (!tended) throw new TryLater('another process works on the lake')
    const { compacted, chilled, altered, customers, retreats, warmSince } = tended
    const old = retreats.filter(({ facts }) => facts > 0)
    return [
      ...altered.map((name) => FileAltered({ name })),
      ...old.map(({ day, facts, bytes, gone, says = '' }) =>
        gone ? DayDropped({ day, facts, bytes }) : DayKept({ day, says: says.slice(0, 500) }),
      ),
      RoundEnded({ on, compacted, chilled, customers, ...(warmSince && { warmSince }) }),
    ]
  },
  retry: { attempts: 5, backoffMs: 60_000, backoffMsMax: 3_600_000 },
  onExhausted: (_, problem) => RoundFailed({ says: problem.slice(0, 500) }),
})

export const effects = [tendLake]
