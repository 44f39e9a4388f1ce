/** Where a person's journeys stand, by when each step is to be left, and having one retried. */
import type { OutputOf } from '#kernel/contract'
import type { trail } from '#modules/monitor'
import { instantText } from '#web/kit/figures.ts'
import { Due } from '../due.tsx'
import { CommandButton } from '../lending/command-button.tsx'
import { commandNamed, subjectIn, useMeta } from '../meta.ts'
import { Tag } from '../tag.tsx'
import { moduleOf, tailOf, worded } from '../words.ts'

type Journey = OutputOf<typeof trail>['journeys'][number]

export function Journeys({ all }: { readonly all: readonly Journey[] }) {
  if (all.length === 0) return null
  return (
    <ul className="journeys">
      {all.map((one) => (
        <li key={one.id} className="card">
          <b>{worded(tailOf(one.journey))}</b> <Tag state={one.state} />
          <span className="note">since {instantText(one.since)}</span>
          {one.standing?.dueAt === undefined ? null : (
            <Due at={one.standing.dueAt} overdue={one.standing.overdue === true} />
          )}
          {one.retries === true ? <Retry {...one} /> : null}
        </li>
      ))}
    </ul>
  )
}

/** The module whose journey it is has the step asked for once more, if this person may have it. */
function Retry({ journey, id }: Journey) {
  const name = `${moduleOf(journey)}.retry-step`
  const command = commandNamed(useMeta(), name)
  const field = command && subjectIn(command, id.slice(0, id.indexOf('_')))
  if (field === undefined) return null
  return <CommandButton name={name} says="Ask again" given={{ [field]: id }} />
}
