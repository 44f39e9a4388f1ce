/** What came of a command: its answer, or that it waits for a second person. */
import { Link } from '@tanstack/react-router'
import type { Ran } from '#web/kit/door.ts'
import type { CallMeta } from './meta.ts'
import { fieldsOf } from './schema.ts'
import { Fields } from './value.tsx'
import { titleOf } from './words.ts'

export function Outcome({ command, ran }: { readonly command: CallMeta; readonly ran: Ran }) {
  if (ran.how === 'proposed') {
    return (
      <div className="outcome outcome-waits" role="status">
        <p className="outcome-what">“{titleOf(command.name)}” waits for a second person.</p>
        <p>
          Nothing has changed yet. Someone else who may do the same decides it under{' '}
          <Link to="/proposals">Proposals</Link>.
        </p>
      </div>
    )
  }
  const hasMore = fieldsOf(command.output).length > 0
  return (
    <div className="outcome" role="status">
      <p className="outcome-what">Done: {titleOf(command.name)}.</p>
      {hasMore ? (
        <Fields schema={command.output} value={ran.output as { [name: string]: never }} />
      ) : null}
    </div>
  )
}
