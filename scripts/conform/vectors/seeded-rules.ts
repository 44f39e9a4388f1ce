/** The dated rules as the product ships them, read from the rows its migrations insert. */
import { readdirSync, readFileSync } from 'node:fs'
import { date } from '#kernel/dates'
import type { Rule } from '../../../modules/rules/rule.ts'

const migrations = new URL('../../../modules/rules/migrations/', import.meta.url)

/** All rows of one code; throws where there is none, for then the rule was renamed. */
export function seededRules(code: string): Rule[] {
  const files = readdirSync(migrations).filter((name) => /seed|provision/.test(name))
  const text = files.map((name) => readFileSync(new URL(name, migrations), 'utf8')).join('\n')
  const rows = text.split(/\n {2}\(/).filter((row) => row.includes(`'${code}',`))
  if (rows.length === 0) throw new Error(`the product ships no rule ${code}`)
  return rows.map(ruleIn)
}

function ruleIn(row: string): Rule {
  const [, from = '', to] = /'(\d{4}-\d\d-\d\d)', (?:'(\d{4}-\d\d-\d\d)'|null)/.exec(row) ?? []
  const joined = row.replaceAll(/'\s*\|\|\s*'/g, '')
  const [value = '{}'] = /\{.*\}/s.exec(joined) ?? []
  return {
    effectiveFrom: date(from),
    ...(to !== undefined && { effectiveTo: date(to) }),
    value: JSON.parse(value) as Rule['value'],
  }
}
