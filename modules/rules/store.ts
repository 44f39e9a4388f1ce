/** All SQL of rules. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Rule, RuleValue } from './rule.ts'

type Row = {
  id: Id<'rule'>
  code: string
  effectiveFrom: LocalDate
  effectiveTo: LocalDate | null
  value: RuleValue
  instrument: string
  para: string
}
export type StoredRule = Rule & Pick<Row, 'id' | 'code' | 'instrument' | 'para'>

/** Every row of the code, oldest first. */
export async function rulesOf(tx: Tx, code: string): Promise<StoredRule[]> {
  const rows = await tx.sql<Row[]>`
    select id, code, effective_from as "effectiveFrom", effective_to as "effectiveTo", value,
           instrument, para
      from rules.rule
     where code = ${code}
     order by effective_from`
  return rows.map(({ effectiveTo, ...row }) => ({ ...row, ...(effectiveTo && { effectiveTo }) }))
}

/** Holds the code until the transaction ends, so that two publishers can't overlap. */
export async function lockCode(tx: Tx, code: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${code}, 0))`
}

export async function endRule(tx: Tx, id: Id<'rule'>, endsOn: LocalDate): Promise<void> {
  await tx.sql`update rules.rule set effective_to = ${endsOn} where id = ${id}`
}

export type NewRule = {
  code: string
  effectiveFrom: LocalDate
  says: string
  value: RuleValue
  instrument: string
  para: string
  cites: string
  level: string
  verifiedBy: string
}

export async function addRule(tx: Tx, id: Id<'rule'>, rule: NewRule): Promise<void> {
  await tx.sql`
    insert into rules.rule (id, code, effective_from, says, value, instrument, para, cites, level,
                            verified_by)
    values (${id}, ${rule.code}, ${rule.effectiveFrom}, ${rule.says}, ${tx.sql.json(rule.value)},
            ${rule.instrument}, ${rule.para}, ${rule.cites}, ${rule.level}, ${rule.verifiedBy})`
}

/** The holidays of the bank calendar between two days, both counted, with their names. */
export async function holidaysBetween(
  tx: Tx,
  from: LocalDate,
  to: LocalDate,
): Promise<Map<LocalDate, string>> {
  const rows = await tx.sql<{ on: LocalDate; name: string }[]>`
    select "on", name from rules.holiday
     where calendar = 'india-bank' and "on" between ${from} and ${to}`
  return new Map(rows.map(({ on, name }) => [on, name]))
}

/** False when the day already was one. */
export async function addHolidayRow(
  tx: Tx,
  holiday: { id: Id<'hol'>; calendar: string; on: LocalDate; name: string },
): Promise<boolean> {
  const { id, calendar, on, name } = holiday
  const rows = await tx.sql<{ id: string }[]>`
    insert into rules.holiday (id, calendar, "on", name, level)
    values (${id}, ${calendar}, ${on}, ${name}, 'V')
    on conflict (calendar, "on") do nothing
    returning id`
  return rows.length > 0
}
