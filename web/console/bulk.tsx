/**
 * One command on many things at once: the rows chosen, the rest of its input given once, and what
 * came of each. Each row is an intent of its own: its own key, its own refusal, its own trail.
 */
import { Button, Drawer } from 'antd'
import { useRef, useState, type FormEvent } from 'react'
import { intentKey } from '#web/kit/door.ts'
import { countText, moneyText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { draftOf, inputIn, type Draft, type FieldWords } from './draft.ts'
import { FormFields } from './form-fields.tsx'
import { commandNamed, subjectIn, type CallMeta, type EntityMeta, type Meta } from './meta.ts'
import type { Row } from './rows-table.tsx'
import type { Schema } from './schema.ts'
import { client, door } from './session.ts'
import { Tag } from './tag.tsx'
import { titleOf } from './words.ts'

/** What the staff do to many at once; one thing at a time is done on its page. */
const IN_BULK: { readonly [entity: string]: readonly string[] } = {
  'lending.loan': ['lending.ask-paper', 'lending.waive-dues'],
}
/** A minute's worth of commands leaves room for whatever else is being done. */
const ROWS_MAX = 50

export const bulkOn = (meta: Meta, entity: EntityMeta): readonly CallMeta[] =>
  (IN_BULK[entity.name] ?? []).flatMap((name) => {
    const command = commandNamed(meta, name)
    return command && subjectIn(command, entity.id['x-id'] ?? '') !== undefined ? [command] : []
  })

export function BulkBar({
  commands,
  entity,
  chosen,
  onClear,
}: {
  readonly commands: readonly CallMeta[]
  readonly entity: EntityMeta
  readonly chosen: readonly Row[]
  readonly onClear: () => void
}) {
  const [open, setOpen] = useState<CallMeta>()
  if (chosen.length === 0) return null
  const tooMany = chosen.length > ROWS_MAX
  return (
    <div className="bulk-bar" role="region" aria-label="Chosen rows">
      <b>{countText(chosen.length)} chosen</b>
      {commands.map((command) => (
        <Button key={command.name} disabled={tooMany} onClick={() => setOpen(command)}>
          {titleOf(command.name)}…
        </Button>
      ))}
      <Button type="text" onClick={onClear}>
        Choose none
      </Button>
      {tooMany ? <span className="note">At most {countText(ROWS_MAX)} at a time.</span> : null}
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open ? `${titleOf(open.name)}: ${countText(chosen.length)} rows` : ''}
        destroyOnHidden
      >
        {open ? <BulkForm command={open} entity={entity} rows={chosen} /> : null}
      </Drawer>
    </div>
  )
}

type Came = { readonly state: 'done' | 'proposed' | 'refused'; readonly says: string }

function BulkForm({
  command,
  entity,
  rows,
}: {
  readonly command: CallMeta
  readonly entity: EntityMeta
  readonly rows: readonly Row[]
}) {
  const subject = subjectIn(command, entity.id['x-id'] ?? '') ?? ''
  const shared = without(command.input, subject)
  const [draft, setDraft] = useState<Draft>(() => draftOf(shared, {}))
  const [wrong, setWrong] = useState<FieldWords>({})
  const [came, setCame] = useState<{ readonly [id: string]: Came }>({})
  const [isRunning, setRunning] = useState(false)
  // An answer that got lost is asked for again under the same key: nothing is done twice.
  const keys = useRef(new Map<string, string>())
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { input, wrong: found } = inputIn(shared, draft)
    setWrong(found)
    if (Object.keys(found).length > 0) return
    setRunning(true)
    for (const { id } of rows) {
      if (came[id] !== undefined && came[id].state !== 'refused') continue
      const own = { ...input, [subject]: id }
      const said = await ran(command, own, keyOf(keys.current, own))
      setCame((before) => ({ ...before, [id]: said }))
    }
    setRunning(false)
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' })
  }
  const done = rows.filter(({ id }) => came[id] && came[id].state !== 'refused').length
  return (
    <form className="command-form" onSubmit={(event) => void submit(event)} noValidate>
      <FormFields schema={shared} {...{ draft, wrong }} onDraft={setDraft} />
      {command.upTo === undefined ? null : (
        <p className="form-note">You may decide up to {moneyText(command.upTo)} on each.</p>
      )}
      {done === rows.length ? (
        <p className="form-note">All rows are through.</p>
      ) : (
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {titleOf(command.name)} on {countText(rows.length - done)} rows
        </Button>
      )}
      <ul className="bulk-rows" aria-live="polite">
        {rows.map((row) => (
          <li key={row.id}>
            <span>{String(row[entity.title] ?? row.id)}</span>
            <Result of={came[row.id]} />
          </li>
        ))}
      </ul>
    </form>
  )
}

/** What is the same for all rows. */
function without(schema: Schema, subject: string): Schema {
  const { [subject]: _own, ...properties } = schema.properties ?? {}
  return {
    ...schema,
    properties,
    required: (schema.required ?? []).filter((name) => name !== subject),
  }
}

function keyOf(keys: Map<string, string>, input: object): string {
  const body = JSON.stringify(input)
  const key = keys.get(body) ?? intentKey()
  keys.set(body, key)
  return key
}

async function ran(command: CallMeta, input: object, key: string): Promise<Came> {
  try {
    const { how } = await door.run(command.name, input as never, key)
    if (how === 'done') return { state: 'done', says: 'Done' }
    return { state: 'proposed', says: 'Waits for a second person' }
  } catch (error) {
    return { state: 'refused', says: problemOf(error).message }
  }
}

const MEANING = { done: 'good', proposed: 'info', refused: 'bad' } as const

function Result({ of }: { readonly of: Came | undefined }) {
  if (of === undefined) return <span className="note">Not yet</span>
  return (
    <span className="bulk-said">
      <Tag state={of.state} meaning={MEANING[of.state]} />
      {of.state === 'done' ? null : <span className="note">{of.says}</span>}
    </span>
  )
}
