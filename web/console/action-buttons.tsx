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

export function ActionButtons({ entity, row }: { readonly entity: EntityMeta; readonly row: Row }) {
  const meta = useMeta()
  const [open, setOpen] = useState<CallMeta>()
  const [ran, setRan] = useState<Ran>()
  const { message } = App.useApp()
  const actions = actionsOn(meta, entity)
  if (actions.length === 0) return null
  const [first, rest] = [actions.slice(0, BUTTONS_MAX), actions.slice(BUTTONS_MAX)]
  const start = (command: CallMeta) => {
    setRan(undefined)
    setOpen(command)
  }
  return (
    <>
      {first.map((command) => (
        <Button key={command.name} onClick={() => start(command)}>
          {titleOf(command.name)}…
        </Button>
      ))}
      {rest.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(({ name }) => ({ key: name, label: `${titleOf(name)}…` })),
            onClick: ({ key }) => {
              const command = rest.find(({ name }) => name === key)
              if (command) start(command)
            },
          }}
        >
          <Button aria-label="More actions">⋯</Button>
        </Dropdown>
      ) : null}
      <Drawer
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={open ? titleOf(open.name) : ''}
        destroyOnHidden
      >
        {open && ran ? <Outcome command={open} ran={ran} /> : null}
        {open && !ran ? (
          <CommandForm
            command={open}
            given={givenBy(entity, row, open)}
            onRan={(done) => {
              setRan(done)
              if (done.how === 'done') void message.success(`Done: ${titleOf(open.name)}`)
            }}
          />
        ) : null}
      </Drawer>
    </>
  )
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
