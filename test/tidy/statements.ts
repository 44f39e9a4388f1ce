/** SQL is written as SQL, with values as parameters, and it knows no time of its own. */
import { nameOf, pathOf, walk, type Source } from './house.ts'
import { isOutside, portAt, type Fault, type Rule } from './rule.ts'

const clock = new RegExp(
  [
    '\\bnow\\s*\\(\\s*\\)',
    '\\bcurrent_(date|time|timestamp)\\b',
    '\\blocal(time|timestamp)\\b',
    '\\b(clock|statement|transaction)_timestamp\\s*\\(',
    '\\btimeofday\\s*\\(',
    '\\b(random|gen_random_uuid|uuidv[47])\\s*\\(',
  ].join('|'),
  'i',
)

export const statements: Rule = {
  says: 'SQL outside platform/ reads no clock and draws no lot; none is built from strings.',
  check: (house) =>
    house.sources.flatMap((source) => [...clockFaults(source), ...textFaults(source)]),
  bad: [
    { tree: { 'modules/kyc/store.ts': 'await tx.sql`select now()`' }, finds: 'now()' },
    { tree: { 'modules/kyc/store.ts': 'await sql`select current_date`' }, finds: 'current_date' },
    {
      tree: {
        'modules/kyc/migrations/0001-pan.sql': 'create table pan (at timestamptz default now());',
      },
      finds: 'now()',
    },
    { tree: { 'modules/kyc/store.ts': 'await tx.sql.unsafe("select " + name)' }, finds: '.unsafe' },
    { tree: { 'sandbox/bank.ts': 'await sql.unsafe(`drop table ${name}`)' }, finds: '.unsafe' },
  ],
  good: [
    { 'modules/kyc/store.ts': 'await tx.sql`select ${tx.now}::timestamptz`' },
    { 'platform/log/migrations/0001-log.sql': 'select now();' },
    { 'modules/kyc/migrations/0001-pan.sql': '-- now() is never asked here.\nselect 1;' },
  ],
}

function clockFaults(source: Source): Fault[] {
  const { path, program } = source
  if (isOutside(path) || portAt(path) !== undefined) return []
  if (path.endsWith('.sql')) {
    return source.lines.flatMap((line, index) => {
      const found = clock.exec(line.replace(/--.*$/, ''))
      return found ? [{ path, line: index + 1, says: `${found[0]} in SQL: pass it in` }] : []
    })
  }
  if (!program) return []
  const faults: Fault[] = []
  walk(program, (node) => {
    if (node.type !== 'TaggedTemplateExpression' || !/(^|\.)sql$/.test(pathOf(node.tag))) return
    for (const part of node.quasi.quasis) {
      const found = clock.exec(part.value.raw)
      if (!found) continue
      const line = source.lineOf(part.start + found.index)
      faults.push({ path, line, says: `${found[0]} in SQL: pass it in` })
    }
  })
  return faults
}

function textFaults(source: Source): Fault[] {
  const { path, program } = source
  // Migrations are run as whole files and identifiers of roles quoted: the ports' own affair.
  if (!program || portAt(path) !== undefined || /^(test|bench|scripts)\//.test(path)) return []
  if (/\.(test|suite)\.ts$/.test(path)) return []
  const faults: Fault[] = []
  walk(program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
    if (nameOf(node.callee.property) !== 'unsafe') return
    faults.push({ path, line: source.lineOf(node.start), says: '.unsafe: write SQL as a template' })
  })
  return faults
}
