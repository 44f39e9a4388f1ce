/** A new aggregate: which facts, what of them, by what and how often. A second person decides. */
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { worded } from '../words.ts'
import { useDeed, type Countable, type CountableField } from './ask.ts'
import { predicateOf, type Line } from './condition.ts'
import { Conditions, FieldChoice } from './conditions.tsx'
import { FormRow, nameIn } from './form-row.tsx'
import { Making, type MakingProps } from './making.tsx'

const HOWS = ['count', 'sum', 'min', 'max', 'quantile'] as const
type How = (typeof HOWS)[number]
type Measured = { readonly how: How; readonly of: string; readonly q: string }
type Draft = {
  readonly name: string
  readonly from: readonly string[]
  readonly every: 'hour' | 'day' | 'month' | 'never'
  readonly by: string
  readonly measure: Measured
  readonly lines: readonly Line[]
}

const blank: Draft = {
  ...{ name: '', from: [], every: 'day', by: '', lines: [] },
  measure: { how: 'count', of: '', q: '95' },
}
const EVERY = [
  { value: 'hour', label: 'Hour' },
  { value: 'day', label: 'Day' },
  { value: 'month', label: 'Month' },
  { value: 'never', label: 'All time' },
]

export const MakeAggregate = (drawer: MakingProps) => (
  <Making title="New aggregate" {...drawer}>
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
  const make = useDeed('analytics.make-aggregate', 'It reads the log from its first fact.', onDone)
  const fields = fieldsOfAll(countable, draft.from)
  const input = inputOf(draft, fields)
  return (
    <form
      className="command-form make"
      onSubmit={(event) => {
        event.preventDefault()
        if (input) make.mutate(input)
      }}
    >
      <FormRow says="Name" note="One word, such as loans.by-source.">
        <Input
          value={draft.name}
          maxLength={80}
          onChange={(event) => set({ name: nameIn(event.target.value) })}
        />
      </FormRow>
      <FormRow says="Facts counted">
        <Select
          mode="multiple"
          aria-label="Facts counted"
          value={[...draft.from]}
          options={countable.facts.map(({ type }) => ({ value: type, label: type }))}
          onChange={(from: string[]) => set({ from, by: '', lines: [] })}
        />
      </FormRow>
      <Counted measure={draft.measure} {...{ fields, set }} />
      <FormRow says="A figure for each">
        <FieldChoice
          says="A figure for each"
          fields={fields}
          value={draft.by}
          onChange={(by = '') => set({ by })}
        />
      </FormRow>
      <FormRow says="And each">
        <Segmented
          aria-label="And each"
          options={EVERY}
          value={draft.every}
          onChange={(every) => set({ every: every as Draft['every'] })}
        />
      </FormRow>
      <Conditions
        {...{ fields, lines: draft.lines }}
        none="Every fact of this kind."
        onLines={(lines) => set({ lines })}
      />
      <p className="form-note">
        It takes effect when a second person approves it; both names are kept. It then reads the log
        from its first fact.
      </p>
      <Button type="primary" htmlType="submit" loading={make.isPending} disabled={!input}>
        Propose this aggregate
      </Button>
    </form>
  )
}

function Counted({
  measure,
  fields,
  set,
}: {
  readonly measure: Measured
  readonly fields: readonly CountableField[]
  readonly set: (more: Partial<Draft>) => void
}) {
  const { how, of, q } = measure
  const figures = fields.filter(({ kind }) => ['money', 'int', 'number'].includes(kind))
  return (
    <FormRow says="What of them">
      <span className="measured">
        <Select
          aria-label="What of them"
          value={how}
          options={HOWS.map((value) => ({ value, label: worded(value) }))}
          onChange={(next: How) => set({ measure: { ...measure, how: next } })}
        />
        {how === 'count' ? null : (
          <FieldChoice
            says="Of"
            fields={figures}
            value={of}
            onChange={(next = '') => set({ measure: { ...measure, of: next } })}
          />
        )}
        {how === 'quantile' ? (
          <Input
            aria-label="Percent"
            suffix="%"
            value={q}
            onChange={(event) => set({ measure: { ...measure, q: event.target.value } })}
          />
        ) : null}
      </span>
    </FormRow>
  )
}

/** Fields that all of these facts have, and the envelope's. */
function fieldsOfAll({ facts, envelope }: Countable, types: readonly string[]) {
  const chosen = facts.filter(({ type }) => types.includes(type))
  const [first, ...more] = chosen
  if (!first) return []
  const common = first.fields.filter(({ path }) =>
    more.every(({ fields }) => fields.some((one) => one.path === path)),
  )
  return [...common, ...envelope.filter(({ path }) => path !== 'key' && path !== 'at')]
}

/** Undefined while something is missing. */
function inputOf(
  { name, from, every, by, measure, lines }: Draft,
  fields: readonly CountableField[],
) {
  const { how, of, q } = measure
  const filter = predicateOf(lines, fields)
  const share = Number(q) / 100
  if (name.length < 3 || from.length === 0 || (lines.length > 0 && !filter)) return undefined
  if (how !== 'count' && of === '') return undefined
  if (how === 'quantile' && !(share > 0 && share < 1)) return undefined
  const as = how === 'count' ? 'count' : how === 'quantile' ? `p${q.replace(/\D/g, '_')}` : how
  return {
    ...{ name, from, key: by === '' ? [] : [by] },
    measures: [
      { as, how, ...(how !== 'count' && { of }), ...(how === 'quantile' && { q: share }) },
    ],
    ...(every !== 'never' && { every }),
    ...(filter && { filter }),
  }
}
