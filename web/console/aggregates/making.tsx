/** The drawer in which an aggregate or a trigger is made, once it is known what can be counted. */
import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { Around } from '../states.tsx'
import { useCountable, type Countable } from './ask.ts'

export type MakingProps = { readonly isOpen: boolean; readonly onClose: () => void }

export function Making({
  title,
  isOpen,
  onClose,
  children,
}: MakingProps & {
  readonly title: string
  readonly children: (countable: Countable) => ReactNode
}) {
  const told = useCountable()
  return (
    <Drawer open={isOpen} onClose={onClose} title={title} size="large" destroyOnHidden>
      <Around of={told} rows={6}>
        {children}
      </Around>
    </Drawer>
  )
}
