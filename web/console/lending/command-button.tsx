/** One command as a button, where a row or a figure is what it is about. */
import { Button } from 'antd'
import { useState } from 'react'
import { CommandDrawer } from '../action-buttons.tsx'
import { commandNamed, useMeta } from '../meta.ts'
import { titleOf } from '../words.ts'

export function CommandButton({
  name,
  given = {},
  says,
}: {
  readonly name: string
  readonly given?: { readonly [field: string]: unknown }
  readonly says?: string
}) {
  const command = commandNamed(useMeta(), name)
  const [isOpen, setOpen] = useState(false)
  if (!command) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {says ?? titleOf(name)}…
      </Button>
      <CommandDrawer
        command={isOpen ? command : undefined}
        given={given}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
