/** What a bureau sends back of a file, as its reject file has it (SPEC §5.1). */

export type SentBack = {
  readonly accountNumber: string
  readonly codes: readonly string[]
  readonly fields: readonly string[]
}

const ACCOUNT = /^[\w/-]{1,40}$/
const FIELD = /^[A-Za-z][\w ./()'-]{0,59}$/
const CODE = /^[\w-]{1,20}$/
/** A desk's list shows this many faults of a record; its bureau's own file has the rest. */
const FAULTS_MAX = 5

/**
 * A line a fault, `account number, column, code`; a message and a value after it are left unread:
 * the value may be personal. Undefined when a line is not so.
 */
export function sentBackIn(lines: string): readonly SentBack[] | undefined {
  const found = new Map<string, { codes: Set<string>; fields: Set<string> }>()
  for (const line of lines.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const [account = '', field = '', code = ''] = line.split(/[,\t]/).map((cell) => cell.trim())
    if (!ACCOUNT.test(account) || !FIELD.test(field) || !CODE.test(code)) return undefined
    const kept = found.get(account) ?? { codes: new Set(), fields: new Set() }
    kept.codes.add(code)
    kept.fields.add(field)
    found.set(account, kept)
  }
  if (found.size === 0) return undefined
  return [...found].map(([accountNumber, { codes, fields }]) => ({
    ...{ accountNumber, codes: [...codes].slice(0, FAULTS_MAX) },
    fields: [...fields].slice(0, FAULTS_MAX),
  }))
}
