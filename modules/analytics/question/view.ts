/**
 * The views questions are asked of: one for each kind of fact, its plain fields as typed columns.
 * What is personal or sealed has no column, so nobody has to be trusted not to ask for it.
 */
import { envelope, fieldsOf, unitOf, type Field, type FieldSource } from '../field.ts'

export type Column = {
  readonly name: string
  readonly meaning: string
  readonly kind: string
  readonly unit?: string
  /** Where it stands in a fact (kernel/aggregate.ts). */
  readonly path: string
}
export type AskView = {
  /** `lending_loan_disbursed` */
  readonly name: string
  readonly type: string
  readonly topic: string
  readonly owner: string
  readonly columns: readonly Column[]
  /** What of the lake's rows it shows. */
  readonly shows: string
}

/** The type of a view whose rows are no facts: nothing counts them as they pass. */
export const NO_FACT = ''

/** Columns that every fact has; the SQL of each over the lake's own. */
const shared: readonly { path: string; name: string; sql: string }[] = [
  { path: 'id', name: 'fact_id', sql: 'id' },
  { path: 'key', name: 'customer_id', sql: 'customer_id' },
  { path: 'at', name: 'recorded_at', sql: 'event_at' },
  { path: 'businessDate', name: 'business_date', sql: 'business_date' },
  { path: 'actor.kind', name: 'actor_kind', sql: 'actor_kind' },
  { path: 'policyVersion', name: 'policy_version', sql: 'policy_version' },
]

const sqlTypes: { readonly [kind: string]: string } = {
  ...{ money: 'BIGINT', int: 'BIGINT', number: 'DOUBLE', rate: 'DECIMAL(9,6)', flag: 'BOOLEAN' },
  ...{ date: 'DATE', instant: 'TIMESTAMPTZ' },
}

export const nameOf = (type: string): string => type.replaceAll(/[^a-z0-9]/g, '_')

export function viewOf(kind: FieldSource): AskView {
  const { type, topic } = kind
  const taken = new Set(shared.map(({ name }) => name))
  const fields = fieldsOf(kind).map((field) => ({ field, name: columnName(field, taken) }))
  const own = fields.map(({ field, name }) => ({ ...columnOf(field, name), sql: sqlOf(field) }))
  const common = shared.map(({ path, name, sql }) => {
    const field = envelope.find((one) => one.path === path)
    return { ...columnOf(field ?? factId, name), sql }
  })
  const all = [...common, ...own]
  return {
    ...{ name: nameOf(type), type, topic, owner: type.slice(0, type.indexOf('.')) },
    columns: all.map(({ sql: _sql, ...column }) => column),
    shows: `select ${all.map(({ sql, name }) => `${sql} as ${name}`).join(', ')}
      from source where type = '${type.replaceAll("'", "''")}'`,
  }
}

const factId: Field = { path: 'id', kind: 'id', meaning: 'The fact itself' }

function columnOf(field: Field, name: string): Column {
  const { path, kind, meaning } = field
  const unit = unitOf(field)
  return { name, meaning, kind, path, ...(unit !== undefined && { unit }) }
}

/** `data.verdict.outcome` is `verdict_outcome`. */
function columnName({ path }: Field, taken: Set<string>): string {
  const plain = path
    .slice('data.'.length)
    .replaceAll('.', '_')
    .replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll(/[^a-z0-9_]/g, '_')
  const name = taken.has(plain) ? `data_${plain}` : plain
  taken.add(name)
  return name
}

/** A value that is not what its contract says now, as facts of old versions may be, is null. */
function sqlOf({ path, kind }: Field): string {
  const steps = path.split('.').slice(1)
  const at = `$.${steps.map((step) => `"${step.replaceAll(/["']/g, '')}"`).join('.')}`
  const text = `json_extract_string(data, '${at}')`
  const type = sqlTypes[kind]
  return type === undefined ? text : `try_cast(${text} as ${type})`
}

/** Those a question speaks of: no other is opened. */
export function viewsNamed(sql: string, views: readonly AskView[]): readonly AskView[] {
  const words = new Set(sql.toLowerCase().match(/[a-z][a-z0-9_]*/g) ?? [])
  return views.filter(({ name }) => words.has(name))
}
