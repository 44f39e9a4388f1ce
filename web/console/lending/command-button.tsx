/** One command as a button, where a row or a figure is what it is about. */
import { Button } from 'antd'
import { useState } from 'react'
import { CommandDrawer } from '../action-buttons.tsx'
import { commandNamed, useMeta } from '../meta.ts'
import { titleOf } from '../words.ts'

export function CommandButton({
  name,
  given = {},
  begin = {},
  says,
  isMain = false,
}: {
  readonly name: string
  readonly given?: { readonly [field: string]: unknown }
  /** What the form begins with; it may be written over. */
  readonly begin?: { readonly [field: string]: unknown }
  readonly says?: string
  readonly isMain?: boolean
}) {
  const command = commandNamed(useMeta(), name)
  const [isOpen, setOpen] = useState(false)
  if (!command) return null
  return (
    <>
      <Button size="small" type={isMain ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {says ?? titleOf(name)}…
      </Button>
      <CommandDrawer
        command={isOpen ? command : undefined}
        {...{ given, begin }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
