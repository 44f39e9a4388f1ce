/** What waits for a person's word: packages nobody knows, messages no template fits. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countText } from '#web/kit/figures.ts'
import type { Question } from '../entity-rows.tsx'
import { entityNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { moduleOf, tailOf } from '../words.ts'

const QUEUES = [
  { name: 'device.package', thing: 'package', wants: 'to be classed' },
  { name: 'device.sms-template', thing: 'message template', wants: 'to be read' },
]
const WAITING: Question = { filter: { status: 'review' } }
const COUNTED_MAX = 100
const EVERY_MS = 15_000

export function Reviews() {
  const meta = useMeta()
  const queues = QUEUES.filter(({ name }) => entityNamed(meta, name)?.list)
  if (queues.length === 0) return null
  return (
    <ul className="reviews" aria-label="Review queues">
      {queues.map((queue) => (
        <Queue key={queue.name} {...queue} />
      ))}
    </ul>
  )
}

function Queue({ name, thing, wants }: (typeof QUEUES)[number]) {
  const told = useQuery({
    queryKey: ['review-queue', name],
    queryFn: ({ signal }) =>
      door.get<{ rows: readonly unknown[]; cursor: string | null }>(
        `/v1/${moduleOf(name)}/${tailOf(name)}/list`,
        { ...WAITING, limit: COUNTED_MAX },
        { signal },
      ),
    refetchInterval: EVERY_MS,
    retry: false,
  })
  const rows = told.data?.rows.length
  const shown =
    rows === undefined ? '…' : told.data?.cursor ? `${countText(rows)}+` : countText(rows)
  return (
    <li className="card">
      <Link
        to="/$module/$entity"
        params={{ module: moduleOf(name), entity: tailOf(name) }}
        search={WAITING}
      >
        <strong>{shown}</strong> {rows === 1 ? thing : `${thing}s`} {wants}
      </Link>
    </li>
  )
}
