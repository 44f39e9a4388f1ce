/** The lines of a condition: a field, how it is compared, with what. */
import { Button, Input, Select } from 'antd'
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
            <Input
              aria-label="With"
              value={value}
              placeholder={hintOf(fields, path)}
              onChange={(event) => set(at, { value: event.target.value })}
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

function hintOf(fields: readonly CountableField[], path: string): string {
  const kind = fields.find((one) => one.path === path)?.kind
  if (kind === 'money') return 'rupees'
  if (kind === 'flag') return 'yes or no'
  return kind === 'date' ? '2026-01-31' : 'value'
}
