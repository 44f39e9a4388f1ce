/** The fields of a form, one below the other, each with its words and what is wrong with it. */
import { Checkbox, Input, Select } from 'antd'
import { useId } from 'react'
import { countText, moneyText } from '#web/kit/figures.ts'
import { ColleagueChoice } from './colleagues.tsx'
import { DayField } from './day-field.tsx'
import { isChips, joined, type Draft, type FieldWords } from './draft.ts'
import { fieldsOf, isRequired, kindOf, type Schema } from './schema.ts'
import { choiceText, labelOf } from './words.ts'

type Whole = {
  readonly schema: Schema
  readonly draft: Draft
  readonly wrong: FieldWords
  readonly given?: { readonly [field: string]: unknown }
  readonly at?: string
  readonly onDraft: (draft: Draft) => void
}

export function FormFields({ schema, draft, wrong, given = {}, at = '', onDraft }: Whole) {
  return fieldsOf(schema).map(([field, inner]) => {
    const path = joined(at, field)
    const label = inner.title ?? labelOf(field)
    if (kindOf(inner) === 'shape') {
      return (
        <fieldset key={path} className="form-group">
          <legend>{label}</legend>
          <FormFields schema={inner} {...{ draft, wrong, onDraft }} at={path} />
        </fieldset>
      )
    }
    return (
      <FormField
        key={path}
        {...{ path, label }}
        schema={inner}
        isNeeded={isRequired(schema, field)}
        isGiven={at === '' && given[field] !== undefined}
        typed={draft[path]}
        wrong={wrong[path]}
        onTyped={(typed) => onDraft({ ...draft, [path]: typed })}
      />
    )
  })
}

type Field = {
  readonly path: string
  readonly label: string
  readonly schema: Schema
  readonly isNeeded: boolean
  readonly isGiven: boolean
  readonly typed: Draft[string] | undefined
  readonly wrong: string | undefined
  readonly onTyped: (typed: Draft[string]) => void
}

function FormField(field: Field) {
  const { label, schema, isNeeded, wrong } = field
  const id = useId()
  const hint = field.isGiven && kindOf(schema) === 'list' ? '' : hintOf(schema)
  const isFlag = kindOf(schema) === 'flag'
  return (
    <div className="form-field">
      {isFlag ? null : (
        <label htmlFor={id}>
          {label}
          {isNeeded ? null : <span className="optional"> optional</span>}
        </label>
      )}
      <Control {...field} id={id} />
      {wrong === undefined ? null : (
        <p className="field-wrong" id={`${id}-wrong`} role="alert">
          {label} {wrong}.
        </p>
      )}
      {hint === '' ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

function Control({ id, label, schema, typed, wrong, isGiven, onTyped }: Field & { id: string }) {
  const text = typeof typed === 'string' ? typed : ''
  const named = {
    id,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': wrong === undefined ? `${id}-hint` : `${id}-wrong`,
  }
  const shared = {
    ...named,
    ...(wrong !== undefined && { status: 'error' as const }),
  }
  const onText = (event: { target: { value: string } }) => onTyped(event.target.value)
  const input = { ...shared, value: text, onChange: onText, autoComplete: 'off' }
  switch (kindOf(schema)) {
    case 'money':
      return <Input {...input} prefix="₹" inputMode="decimal" className="figure-input" />
    case 'int':
    case 'number':
      return <Input {...input} inputMode="decimal" className="figure-input" />
    case 'rate':
      return <Input {...input} inputMode="decimal" suffix="% a year" />
    case 'date':
      return <DayField {...named} value={text} onValue={onTyped} />
    case 'instant':
      return <DayField moment {...named} value={text} onValue={onTyped} />
    case 'secret':
      return <Input.Password {...input} autoComplete="new-password" />
    case 'flag':
      return (
        <Checkbox
          id={id}
          checked={typed === true}
          onChange={(event) => onTyped(event.target.checked)}
        >
          {label}
        </Checkbox>
      )
    case 'choice':
      return <Choice {...{ shared, schema, typed, onTyped, label }} />
    case 'list':
      if (isGiven) return <p {...named}>{countText(manyIn(typed))} chosen</p>
      if (isChips(schema)) return <Choice {...{ shared, schema, typed, onTyped, label }} many />
      return <Input.TextArea {...input} autoSize={{ minRows: 3, maxRows: 16 }} className="code" />
    case 'map':
    case 'json':
      return <Input.TextArea {...input} autoSize={{ minRows: 3, maxRows: 16 }} className="code" />
    default:
      if (schema['x-id'] === 'stf' && !isGiven) {
        return <ColleagueChoice {...shared} label={label} value={text} onChange={onTyped} />
      }
      if ((schema.maxLength ?? 0) > 250) return <Input.TextArea {...input} autoSize />
      return <Input {...input} readOnly={isGiven} />
  }
}

/** Of a list that was given: as it is picked, or as it is written. */
const manyIn = (typed: Draft[string] | undefined): number =>
  Array.isArray(typed) ? typed.length : (JSON.parse(String(typed ?? '[]')) as unknown[]).length

function Choice({
  shared,
  schema,
  typed,
  onTyped,
  label,
  many = false,
}: {
  readonly shared: object
  readonly schema: Schema
  readonly typed: Draft[string] | undefined
  readonly onTyped: (typed: Draft[string]) => void
  readonly label: string
  readonly many?: boolean
}) {
  const values = (many ? schema.items?.enum : schema.enum) ?? []
  const options = values.map((value) => ({ value, label: choiceText(value) }))
  if (!many) {
    return (
      <Select
        {...shared}
        aria-label={label}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        {...(typeof typed === 'string' && typed !== '' && { value: typed })}
        onChange={(value?: string) => onTyped(value ?? '')}
      />
    )
  }
  return (
    <Select
      {...shared}
      aria-label={label}
      mode={values.length > 0 ? 'multiple' : 'tags'}
      options={options}
      value={Array.isArray(typed) ? [...(typed as string[])] : []}
      onChange={(value: string[]) => onTyped(value)}
    />
  )
}

/** What may stand here, where the control does not show it. */
function hintOf(schema: Schema): string {
  const { description, minimum, maximum } = schema
  if (description !== undefined) return description
  const kind = kindOf(schema)
  if (kind === 'instant') return 'Indian time.'
  if (kind === 'map' || kind === 'json' || (kind === 'list' && !isChips(schema))) return 'As JSON.'
  if (minimum === undefined || maximum === undefined) return ''
  const isBound = (bound: number) => Math.abs(bound) < 1e14
  if (!isBound(minimum) || !isBound(maximum)) return ''
  if (kind === 'money') return `From ${moneyText(minimum)} to ${moneyText(maximum)}.`
  return kind === 'int' || kind === 'number' ? `From ${minimum} to ${maximum}.` : ''
}
