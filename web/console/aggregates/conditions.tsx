/** The lines of a condition: a field, how it is compared, with what. */
import { Button, Input, Select } from 'antd'
import { worded } from '../words.ts'
import type { CountableField } from './ask.ts'
import { OPS, type Line, type Op } from './condition.ts'

const LINES_MAX = 8
const OPTIONS = Object.entries(OPS).map(([value, label]) => ({ value, label }))

export function Conditions({
  fields,
  lines,
  onLines,
  none,
}: {
  readonly fields: readonly CountableField[]
  readonly lines: readonly Line[]
  readonly onLines: (lines: readonly Line[]) => void
  /** What it means that there is no line. */
  readonly none: string
}) {
  const set = (at: number, more: Partial<Line>) =>
    onLines(lines.map((line, i) => (i === at ? { ...line, ...more } : line)))
  return (
    <fieldset className="conditions">
      <legend>Only where</legend>
      {lines.length === 0 ? <p className="note">{none}</p> : null}
      {lines.map(({ path, op, value }, at) => (
        <div key={`${at}`} className="condition">
          <FieldChoice
            says="Field"
            fields={fields}
            value={path}
            onChange={(next) => set(at, { path: next ?? '' })}
          />
          <Select
            aria-label="Compared"
            options={OPTIONS}
            value={op}
            onChange={(next: Op) => set(at, { op: next })}
          />
          {op === 'exists' ? null : (
            <With
              field={fields.find((one) => one.path === path)}
              isMany={op === 'in'}
              value={value}
              onValue={(next) => set(at, { value: next })}
            />
          )}
          <Button
            type="text"
            aria-label="Remove this line"
            onClick={() => onLines(lines.filter((_, i) => i !== at))}
          >
            ✕
          </Button>
        </div>
      ))}
      {lines.length < LINES_MAX ? (
        <Button size="small" onClick={() => onLines([...lines, { path: '', op: 'eq', value: '' }])}>
          Add a condition
        </Button>
      ) : null}
    </fieldset>
  )
}

/** A field by its path and meaning; more than one where `many`. */
export function FieldChoice({
  says,
  fields,
  value,
  onChange,
}: {
  readonly says: string
  readonly fields: readonly CountableField[]
  readonly value: string
  readonly onChange: (path: string | undefined) => void
}) {
  return (
    <Select
      showSearch={{ filterOption: (typed, option) => matches(typed, option?.title) }}
      allowClear
      aria-label={says}
      placeholder={says}
      value={value === '' ? null : value}
      options={fields.map(({ path, meaning }) => ({
        value: path,
        title: `${path} ${meaning}`,
        label: path.replace(/^data\./, ''),
      }))}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  )
}

const matches = (typed: string, title = ''): boolean =>
  title.toLowerCase().includes(typed.toLowerCase())

/** Chosen where the field's words are known, else typed; many are parted by commas. */
function With({
  field,
  isMany,
  value,
  onValue,
}: {
  readonly field: CountableField | undefined
  readonly isMany: boolean
  readonly value: string
  readonly onValue: (value: string) => void
}) {
  const words = field?.kind === 'flag' ? ['yes', 'no'] : field?.values
  if (!words) {
    return (
      <Input
        aria-label="With"
        value={value}
        placeholder={hintOf(field?.kind)}
        onChange={(event) => onValue(event.target.value)}
      />
    )
  }
  const chosen = value === '' ? [] : value.split(',')
  return (
    <Select
      aria-label="With"
      {...(isMany && { mode: 'multiple' as const })}
      value={isMany ? chosen : (chosen[0] ?? null)}
      options={words.map((word) => ({ value: word, label: worded(word) }))}
      onChange={(next: string | string[] | null) => onValue([next ?? []].flat().join(','))}
    />
  )
}

function hintOf(kind = ''): string {
  if (kind === 'money') return 'rupees'
  return kind === 'date' ? '2026-01-31' : 'value'
}
