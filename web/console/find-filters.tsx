/** What narrows a search: where applications stand, by whom they came, who answers for them. */
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import type { InputOf } from '#kernel/contract'
import type { partners } from '#modules/lending'
import type { find } from '#modules/monitor'
import { useColleagueOptions } from './colleagues.tsx'
import { entityNamed, queryNamed, useMeta } from './meta.ts'
import type { Row } from './rows-table.tsx'
import { door } from './session.ts'
import { worded } from './words.ts'

export type Narrow = Omit<InputOf<typeof find>, 'text' | 'seenFor'>
/** All but where people live: that stands in no address. */
export type Kept = Omit<Narrow, 'pinCode'>

const PIN = /^[1-9]\d{5}$/
const NOBODY = 'nobody'
const DAYS = [1, 2, 3, 7, 14, 30]
const isSet = (value: unknown): boolean =>
  value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)

const trimmed = <N extends object>(narrow: N): N =>
  Object.fromEntries(Object.entries(narrow).filter(([, value]) => isSet(value))) as N

export function FindFilters({
  narrow,
  onNarrow,
}: {
  readonly narrow: Narrow
  readonly onNarrow: (narrow: Narrow) => void
}) {
  const application = entityNamed(useMeta(), 'lending.application')
  const change = (more: Change) => onNarrow(trimmed({ ...narrow, ...more } as Narrow))
  const stages = (application?.fields['state']?.enum ?? []).map(optionOf)
  return (
    <search className="filters" aria-label="Narrow to">
      <Select
        {...choice('Stage')}
        mode="multiple"
        maxTagCount="responsive"
        value={narrow.states ?? []}
        options={stages}
        onChange={(states: string[]) => change({ states })}
      />
      <Select
        {...choice('In this stage for')}
        {...(narrow.stoodDays !== undefined && { value: narrow.stoodDays })}
        options={DAYS.map((days) => ({
          value: days,
          label: days === 1 ? 'A day or longer' : `${days} days or longer`,
        }))}
        onChange={(stoodDays?: number) => change({ stoodDays })}
      />
      <Select
        {...choice('Product')}
        {...(narrow.product !== undefined && { value: narrow.product })}
        options={useProducts().map(optionOf)}
        onChange={(product?: string) => change({ product })}
      />
      <Select
        {...choice('Partner or channel')}
        {...(narrow.partner !== undefined && { value: narrow.partner })}
        options={usePartners().map((one) => ({ value: one, label: one }))}
        onChange={(partner?: string) => change({ partner })}
      />
      <Owner narrow={narrow} onOwner={change} />
      <PinCode value={narrow.pinCode} onPin={(pinCode) => change({ pinCode })} />
      <Checkbox
        checked={narrow.overdue === true}
        onChange={(event) => change({ overdue: event.target.checked })}
      >
        Late only
      </Checkbox>
      {Object.keys(narrow).length > 0 ? (
        <Button type="text" onClick={() => onNarrow({})}>
          Clear
        </Button>
      ) : null}
    </search>
  )
}

type Change = { readonly [name in keyof Narrow]?: Narrow[name] | undefined }

/** One of the staff, oneself first, or nobody. */
function Owner({
  narrow: { owner, ownerless },
  onOwner,
}: {
  readonly narrow: Narrow
  readonly onOwner: (change: Change) => void
}) {
  const value = ownerless === true ? NOBODY : owner
  return (
    <Select
      {...choice('Owner')}
      {...(value !== undefined && { value })}
      options={[{ value: NOBODY, label: 'Nobody yet' }, ...useColleagueOptions()]}
      onChange={(one?: string) =>
        onOwner(
          one === NOBODY
            ? { owner: undefined, ownerless: true }
            : { owner: one as Narrow['owner'], ownerless: undefined },
        )
      }
    />
  )
}

const choice = (label: string) => ({
  allowClear: true,
  className: 'filter',
  placeholder: label,
  'aria-label': label,
  showSearch: { optionFilterProp: 'label' },
  popupMatchSelectWidth: false,
})
const optionOf = (value: string) => ({ value, label: worded(value) })

/** Six digits, or none: half a PIN code is asked for by nobody. */
function PinCode({
  value = '',
  onPin,
}: {
  readonly value: string | undefined
  readonly onPin: (pinCode: string | undefined) => void
}) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  const type = (text: string) => {
    const digits = text.replaceAll(/\D/g, '').slice(0, 6)
    setTyped(digits)
    if (PIN.test(digits) || value !== '') onPin(PIN.test(digits) ? digits : undefined)
  }
  return (
    <Input
      className="filter"
      allowClear
      autoComplete="off"
      inputMode="numeric"
      placeholder="PIN code"
      aria-label="PIN code"
      value={typed}
      onChange={(event) => type(event.target.value)}
    />
  )
}

function usePartners(): readonly string[] {
  const mayAsk = queryNamed(useMeta(), 'lending.partners') !== undefined
  const known = useQuery({
    queryKey: ['partners'],
    queryFn: ({ signal }) => door.ask<typeof partners>('lending.partners', {}, { signal }),
    enabled: mayAsk,
  })
  return known.data?.partners ?? []
}

/** The codes of what is or was offered. */
function useProducts(): readonly string[] {
  const product = entityNamed(useMeta(), 'lending.product')
  const known = useQuery({
    queryKey: ['list', 'lending.product', 'codes'],
    queryFn: ({ signal }) =>
      door.get<{ rows: readonly Row[] }>(`${product?.path}/list`, { limit: 100 }, { signal }),
    enabled: product?.list === true,
  })
  return [...new Set((known.data?.rows ?? []).map((row) => String(row['code'])))]
}
