/** `/<module>/c/<command>`: any command as a form, with what it may refuse said beforehand. */
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { Ran } from '#web/kit/door.ts'
import { CommandForm } from './command-form.tsx'
import { NotYours } from './entity-list.tsx'
import { commandNamed, useMeta, type CallMeta } from './meta.ts'
import { Outcome } from './outcome.tsx'
import { PageHead } from './page-head.tsx'
import { titleOf, worded } from './words.ts'

export function CommandPage() {
  const { module = '', command: tail = '' } = useParams({ strict: false })
  const command = commandNamed(useMeta(), `${module}.${tail}`)
  if (!command) return <NotYours what={`${module}/c/${tail}`} />
  return <OneCommand key={command.name} command={command} />
}

function OneCommand({ command }: { readonly command: CallMeta }) {
  const [ran, setRan] = useState<Ran>()
  const module = command.name.split('.')[0] ?? ''
  return (
    <>
      <PageHead
        title={titleOf(command.name)}
        crumbs={[{ says: worded(module), to: `/${module}` }]}
        says={command.fourEyes === true ? 'A second person approves it.' : undefined}
      />
      <div className="call-page">
        <section className="card">
          {ran ? (
            <>
              <Outcome command={command} ran={ran} />
              <Button onClick={() => setRan(undefined)}>Do it again</Button>
            </>
          ) : (
            <CommandForm command={command} onRan={setRan} />
          )}
        </section>
        <Refusals command={command} />
      </div>
    </>
  )
}

function Refusals({ command }: { readonly command: CallMeta }) {
  if (command.refusals.length === 0) return null
  return (
    <aside className="aside">
      <h2>It may say no</h2>
      <ul>
        {command.refusals.map((why) => (
          <li key={why}>{worded(why)}</li>
        ))}
      </ul>
    </aside>
  )
}
