/** What can be done to a thing: the commands its contract names, each as a form in a drawer. */
import { App, Button, Drawer, Dropdown } from 'antd'
import { useState } from 'react'
import type { Ran } from '#web/kit/door.ts'
import { CommandForm } from './command-form.tsx'
import { actionsOn, useMeta, type CallMeta, type EntityMeta } from './meta.ts'
import { Outcome } from './outcome.tsx'
import type { Row } from './rows-table.tsx'
import { fieldsOf } from './schema.ts'
import { titleOf } from './words.ts'

const BUTTONS_MAX = 2

export function ActionButtons({
  entity,
  row,
  lead = [],
  without = [],
}: {
  readonly entity: EntityMeta
  readonly row: Row
  /** Commands done most: they stand first, in this order. */
  readonly lead?: readonly string[]
  /** Commands this page offers elsewhere. */
  readonly without?: readonly string[]
}) {
  const meta = useMeta()
  const [open, setOpen] = useState<CallMeta>()
  const offered = actionsOn(meta, entity).filter(({ name }) => !without.includes(name))
  const led = lead.flatMap((name) => offered.find((command) => command.name === name) ?? [])
  const actions = [...led, ...offered.filter((command) => !led.includes(command))]
  if (actions.length === 0) return null
  const [first, rest] = [actions.slice(0, BUTTONS_MAX), actions.slice(BUTTONS_MAX)]
  return (
    <>
      {first.map((command) => (
        <Button key={command.name} onClick={() => setOpen(command)}>
          {titleOf(command.name)}…
        </Button>
      ))}
      {rest.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(({ name }) => ({ key: name, label: `${titleOf(name)}…` })),
            onClick: ({ key }) => setOpen(rest.find(({ name }) => name === key)),
          }}
        >
          <Button aria-label="More actions">⋯</Button>
        </Dropdown>
      ) : null}
      <CommandDrawer
        command={open}
        given={open ? givenBy(entity, row, open) : {}}
        begin={open ? begunBy(entity, row, open) : {}}
        onClose={() => setOpen(undefined)}
      />
    </>
  )
}

/** A command as a form beside the page, and what came of it. */
export function CommandDrawer({
  command,
  given,
  begin = {},
  onClose,
}: {
  readonly command: CallMeta | undefined
  readonly given: { readonly [field: string]: unknown }
  readonly begin?: { readonly [field: string]: unknown }
  readonly onClose: () => void
}) {
  const [ran, setRan] = useState<{ readonly of: string; readonly ran: Ran }>()
  const { message } = App.useApp()
  const close = () => {
    setRan(undefined)
    onClose()
  }
  const isRan = command !== undefined && ran?.of === command.name
  return (
    <Drawer
      open={command !== undefined}
      onClose={close}
      title={command ? titleOf(command.name) : ''}
      destroyOnHidden
    >
      {isRan ? <Outcome command={command} ran={ran.ran} /> : null}
      {command && !isRan ? (
        <CommandForm
          command={command}
          given={given}
          begin={begin}
          onRan={(done) => {
            setRan({ of: command.name, ran: done })
            if (done.how === 'done') void message.success(`Done: ${titleOf(command.name)}`)
          }}
        />
      ) : null}
    </Drawer>
  )
}

/**
 * A command the thing's own contract names begins with what the thing says: a new version of it is
 * mostly the old one. What is masked here would be written back masked: it is left out.
 */
function begunBy(entity: EntityMeta, row: Row, { name, input }: CallMeta) {
  if (!entity.actions.includes(name)) return {}
  const open = fieldsOf(input).filter(([field, schema]) => {
    const own = entity.fields[field]
    const isPlain = own?.['x-class'] === undefined && schema['x-class'] === undefined
    return own !== undefined && isPlain && own['x-kind'] === schema['x-kind']
  })
  return Object.fromEntries(open.map(([field]) => [field, row[field]]))
}

/** Fields of the input the thing answers itself: its id, and ids it holds. */
function givenBy(entity: EntityMeta, row: Row, command: CallMeta) {
  const given: { [field: string]: unknown } = {}
  for (const [field, schema] of fieldsOf(command.input)) {
    const of = schema['x-id']
    if (of === undefined) continue
    if (of === entity.id['x-id']) given[field] = row.id
    else if (entity.fields[field]?.['x-id'] === of) given[field] = row[field]
  }
  return given
}
