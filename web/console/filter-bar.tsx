/** Filters an entity declares: a choice, a yes or no, a day, an id, or a word. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { fromLocalInput, toLocalInput } from '#web/kit/figures.ts'
import { ColleagueChoice } from './colleagues.tsx'
import { DayField } from './day-field.tsx'
import type { EntityMeta } from './meta.ts'
import { kindOf, type Schema } from './schema.ts'
import { dayTyped } from './typed-day.ts'
import { choiceText, labelOf } from './words.ts'

type Filter = { readonly [field: string]: unknown }
type One = {
  readonly field: string
  readonly schema: Schema
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

export function FilterBar({
  entity,
  filter,
  search,
  onFilter,
  onSearch,
}: {
  readonly entity: EntityMeta
  readonly filter: Filter
  readonly search: string
  readonly onFilter: (filter: Filter) => void
  readonly onSearch: (search: string) => void
}) {
  const isNarrowed = Object.keys(filter).length > 0 || search !== ''
  const change = (field: string) => (value: unknown) => {
    const { [field]: _old, ...rest } = filter
    onFilter(value === undefined || value === '' ? rest : { ...rest, [field]: value })
  }
  const title = entity.fields[entity.title] ?? {}
  // What is chosen from a list is not typed.
  const canSearchTitle = title['x-class'] === undefined && kindOf(title) !== 'choice'
  const by = canSearchTitle
    ? `${labelOf(entity.title).replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())} or ID`
    : 'ID'
  return (
    <search className="filters">
      <Typed label={`Search by ${by}`} value={search} onDone={onSearch} />
      {entity.filters.map((field) => {
        const schema = entity.fields[field]
        const isSearched = field === entity.title && kindOf(schema ?? {}) === 'text'
        if (!schema || isSearched) return null
        const one = { field, schema, value: filter[field], onChange: change(field) }
        return <FilterField key={field} {...one} />
      })}
      {isNarrowed ? (
        <Button
          type="text"
          onClick={() => {
            onFilter({})
            onSearch('')
          }}
        >
          Clear
        </Button>
      ) : null}
    </search>
  )
}

function FilterField({ field, schema, value, onChange }: One) {
  const label = labelOf(field)
  switch (kindOf(schema)) {
    case 'choice':
      return (
        <Select
          allowClear
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          maxTagCount="responsive"
          className="filter"
          placeholder={label}
          aria-label={label}
          value={listIn(value)}
          options={(schema.enum ?? []).map((one) => ({ value: one, label: choiceText(one) }))}
          onChange={(chosen: string[]) => onChange(chosen.length > 0 ? chosen : undefined)}
        />
      )
    case 'flag':
      return (
        <Select
          allowClear
          className="filter"
          placeholder={label}
          aria-label={label}
          {...(typeof value === 'boolean' && { value: String(value) })}
          options={[
            { value: 'true', label: `${label}: yes` },
            { value: 'false', label: `${label}: no` },
          ]}
          onChange={(chosen?: string) => onChange(chosen && chosen === 'true')}
        />
      )
    case 'date':
    case 'instant':
      return <Days {...{ field, schema, value, onChange }} />
    case 'int':
    case 'number':
      return (
        <Typed label={label} value={wordIn(value)} onDone={(text) => onChange(numberIn(text))} />
      )
    default:
      if (schema['x-id'] === 'stf') {
        const shared = { className: 'filter', placeholder: label }
        return <ColleagueChoice {...{ ...shared, label, value: wordIn(value), onChange }} />
      }
      return <Typed label={label} value={wordIn(value)} onDone={onChange} />
  }
}

/** From and to, both within. */
function Days({ field, schema, value, onChange }: One) {
  const { from, to } = (value ?? {}) as { from?: string; to?: string }
  const isInstant = kindOf(schema) === 'instant'
  const shown = (at = '') => (isInstant && at ? toLocalInput(at) : at)
  const read = isInstant ? fromLocalInput : dayTyped
  const change = (side: 'from' | 'to') => (typed: string) => {
    const next = { ...(from && { from }), ...(to && { to }), [side]: read(typed) }
    if (next[side] === undefined) delete next[side]
    onChange(next.from === undefined && next.to === undefined ? undefined : next)
  }
  return (
    <fieldset className="days">
      <legend>{labelOf(field)}</legend>
      {(['from', 'to'] as const).map((side) => (
        <label key={side}>
          <span className="for-readers">{`${labelOf(field)} ${side}`}</span>
          <DayField
            moment={isInstant}
            placeholder={side}
            value={shown(side === 'from' ? from : to)}
            onValue={change(side)}
          />
        </label>
      ))}
    </fieldset>
  )
}

/** Asked for when the person is done typing, not at each letter. */
function Typed({
  label,
  value,
  onDone,
}: {
  readonly label: string
  readonly value: string
  readonly onDone: (text: string) => void
}) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    setTyped(value)
  }
  return (
    <Input
      className="filter"
      allowClear
      placeholder={label}
      aria-label={label}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        if (event.target.value === '' && value !== '') onDone('')
      }}
      onPressEnter={() => onDone(typed.trim())}
      onBlur={() => typed.trim() !== value && onDone(typed.trim())}
    />
  )
}

const wordIn = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const numberIn = (text: string): number | undefined => {
  const number = Number(text)
  return text === '' || Number.isNaN(number) ? undefined : number
}
const listIn = (value: unknown): string[] =>
  Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : []
