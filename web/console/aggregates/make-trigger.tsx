/** A new trigger: on what, where what is so, what is done. Off until it was backtested. */
import { Button, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useDeed, type Countable, type CountableField } from './ask.ts'
import { predicateOf, type Line } from './condition.ts'
import { Conditions } from './conditions.tsx'
import { FormRow, nameIn } from './form-row.tsx'
import { Making, type MakingProps } from './making.tsx'
import { MessageFields, noMessage, type Message } from './message.tsx'
import { valuesOf } from './places.ts'

type Draft = {
  readonly name: string
  readonly on: string
  readonly lines: readonly Line[]
  readonly cooldownDays: number
  readonly does: 'fraud.raise-signal' | 'comms.send-message'
  readonly code: string
  readonly says: string
  readonly message: Message
}
const blank: Draft = {
  ...{ name: '', on: '', lines: [], cooldownDays: 7, does: 'fraud.raise-signal' },
  ...{ code: '', says: '', message: noMessage },
}
const DOES = [
  { value: 'fraud.raise-signal', label: 'Raise a fraud signal' },
  { value: 'comms.send-message', label: 'Send a message' },
]
const CUSTOMER = { path: 'key' }

export const MakeTrigger = (drawer: MakingProps) => (
  <Making title="New trigger" {...drawer}>
    {(countable) => <Form countable={countable} onDone={drawer.onClose} />}
  </Making>
)

function Form({
  countable,
  onDone,
}: {
  readonly countable: Countable
  readonly onDone: () => void
}) {
  const [draft, setDraft] = useState<Draft>(blank)
  const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
  const make = useDeed('analytics.make-trigger', 'Kept, switched off: backtest it next.', onDone)
  const { facts, features } = countable
  const fields = [...(facts.find(({ type }) => type === draft.on)?.fields ?? []), ...features]
  const when = predicateOf(draft.lines, fields)
  const input = when && inputOf(draft)
  return (
    <form
      className="command-form make"
      onSubmit={(event) => {
        event.preventDefault()
        if (input) make.mutate({ ...input, when })
      }}
    >
      <FormRow says="Name" note="One word, such as stacking-after-offer.">
        <Input
          value={draft.name}
          maxLength={80}
          onChange={(event) => set({ name: nameIn(event.target.value) })}
        />
      </FormRow>
      <FormRow says="When this happens">
        <Select
          showSearch
          aria-label="When this happens"
          value={draft.on === '' ? null : draft.on}
          options={facts.map(({ type }) => ({ value: type, label: type }))}
          onChange={(on: string | null) => set({ on: on ?? '', lines: [], message: noMessage })}
        />
      </FormRow>
      <Conditions
        {...{ fields, lines: draft.lines }}
        none="A trigger needs a condition, over the fact or the customer’s features."
        onLines={(lines) => set({ lines })}
      />
      <FormRow says="Once a customer in" note="days">
        <InputNumber
          min={1}
          max={366}
          precision={0}
          value={draft.cooldownDays}
          onChange={(days) => set({ cooldownDays: days ?? 1 })}
        />
      </FormRow>
      <Done {...{ draft, set, fields }} />
      <p className="form-note">
        A second person approves it. It starts switched off, and can be switched on once it was
        backtested.
      </p>
      <Button type="primary" htmlType="submit" loading={make.isPending} disabled={!input}>
        Propose this trigger
      </Button>
    </form>
  )
}

function Done({ draft, set, fields }: Part & { readonly fields: readonly CountableField[] }) {
  return (
    <>
      <FormRow says="Then">
        <Segmented
          aria-label="Then"
          options={DOES}
          value={draft.does}
          onChange={(does) => set({ does: does as Draft['does'] })}
        />
      </FormRow>
      {draft.does === 'comms.send-message' ? (
        <MessageFields
          {...{ message: draft.message, fields }}
          onMessage={(message) => set({ message })}
        />
      ) : (
        <Signal {...{ draft, set }} />
      )}
    </>
  )
}

type Part = { readonly draft: Draft; readonly set: (more: Partial<Draft>) => void }

const Signal = ({ draft, set }: Part) => (
  <>
    <FormRow says="Reason code">
      <Input value={draft.code} onChange={(event) => set({ code: nameIn(event.target.value) })} />
    </FormRow>
    <FormRow says="What the desk reads" note="The step waits for a person of risk.">
      <Input value={draft.says} onChange={(event) => set({ says: event.target.value })} />
    </FormRow>
  </>
)

/** Undefined while something is missing. */
function inputOf({ name, on, cooldownDays, does, code, says, message }: Draft) {
  if (name.length < 3 || on === '') return undefined
  const whole = { name, on, cooldownHours: cooldownDays * 24, command: does }
  if (does === 'comms.send-message') {
    const { template, places, chosen } = message
    const values = valuesOf(places, chosen)
    if (template === '' || !values) return undefined
    return { ...whole, input: { customerId: CUSTOMER, template, values } }
  }
  if (code.length < 2 || says.trim().length < 4) return undefined
  const signal = { customerId: CUSTOMER, code, weight: 'review', says: says.trim() }
  return { ...whole, input: signal }
}
