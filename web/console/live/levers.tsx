/** What may be done to the sandbox's world: break a vendor, send a crowd, move the clock. */
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import type { Instant } from '#kernel/dates'
import { later } from '#kernel/dates'
import { instantText } from '#web/kit/figures.ts'
import { CommandForm } from '../command-form.tsx'
import { commandNamed, useMeta } from '../meta.ts'

type Lever = {
  readonly command: string
  readonly says: string
  readonly title: string
  readonly effect: string
  readonly done: string
  readonly given: { readonly [field: string]: unknown }
}

const DAY_MS = 86_400_000
const JUMPS = [
  { says: 'A day', days: 1 },
  { says: 'A week', days: 7 },
  { says: 'A month', days: 30 },
]

const BREAK: Lever = {
  command: 'monitor.break-vendor',
  says: 'Break a vendor…',
  title: 'Break a vendor',
  effect: 'The vendor misbehaves for a while. The river backs up before it, then drains.',
  done: 'It is broken. Watch the river.',
  given: { kind: 'down', seconds: 60 },
}
const CROWD: Lever = {
  command: 'monitor.send-crowd',
  says: 'A thousand people…',
  title: 'Send a crowd',
  effect: 'So many new people arrive at the app within a minute.',
  done: 'They are on their way.',
  given: { people: 1000 },
}
const clockLever = (businessNow: Instant): Lever => ({
  command: 'monitor.move-clock',
  says: 'Jump to a date…',
  title: 'Move the business clock',
  effect:
    'Business time runs to that moment: every timer on the way fires. Or only change its speed.',
  done: 'The clock has moved.',
  given: { to: later(businessNow, DAY_MS) },
})

export function Levers({ businessNow }: { readonly businessNow: Instant }) {
  const meta = useMeta()
  const [open, setOpen] = useState<Lever>()
  const { message } = App.useApp()
  const levers = [BREAK, CROWD, clockLever(businessNow)].filter(({ command }) =>
    commandNamed(meta, command),
  )
  const command = open && commandNamed(meta, open.command)
  return (
    <>
      {levers.map((lever) => (
        <Button key={lever.command} onClick={() => setOpen(lever)}>
          {lever.says}
        </Button>
      ))}
      <Modal
        open={open !== undefined}
        onCancel={() => setOpen(undefined)}
        title={open?.title}
        footer={null}
        destroyOnHidden
      >
        {open && command ? (
          <>
            <p>{open.effect}</p>
            {open.command === 'monitor.move-clock' ? (
              <Jumps
                businessNow={businessNow}
                onJump={(to) => setOpen({ ...open, given: { to } })}
              />
            ) : null}
            <CommandForm
              key={JSON.stringify(open.given)}
              command={command}
              given={open.given}
              onRan={() => {
                void message.success(open.done)
                setOpen(undefined)
              }}
            />
          </>
        ) : null}
      </Modal>
    </>
  )
}

function Jumps({
  businessNow,
  onJump,
}: {
  readonly businessNow: Instant
  readonly onJump: (to: Instant) => void
}) {
  return (
    <p className="jumps">
      <span className="note">It is {instantText(businessNow)}. On by</span>
      {JUMPS.map(({ says, days }) => (
        <Button key={says} size="small" onClick={() => onJump(later(businessNow, days * DAY_MS))}>
          {says}
        </Button>
      ))}
    </p>
  )
}
