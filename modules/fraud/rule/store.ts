/** All SQL of rules, of the signals they raise, and of who shares a phone. */
import { addDays, atTime } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'
import type { Rule } from './rule.ts'

export const rulesOn = (tx: Tx): Promise<Rule[]> =>
  tx.sql<Rule[]>`
    select id, code, weight, says, condition as when, lasts_days as "lastsDays" from fraud.rule
     where state = 'on' order by code`

/** The id it is kept under: a rule of the same code is replaced. */
export async function keepRuleRow(tx: Tx, rule: Rule): Promise<Id<'rul'>> {
  const [row] = await tx.sql<{ id: Id<'rul'> }[]>`
    insert into fraud.rule
      (id, code, weight, says, condition, lasts_days, state, kept_by, kept_at)
    values (${rule.id}, ${rule.code}, ${rule.weight}, ${rule.says}, ${tx.sql.json(rule.when)},
            ${rule.lastsDays}, 'on', ${tx.actor.id}, ${tx.now})
        on conflict (code) do update
           set weight = excluded.weight, says = excluded.says, condition = excluded.condition,
               lasts_days = excluded.lasts_days, state = 'on', kept_by = excluded.kept_by,
               kept_at = excluded.kept_at
    returning id`
  return row!.id
}

export async function setRuleState(tx: Tx, ruleId: string, on: boolean): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update fraud.rule
       set state = ${on ? 'on' : 'off'}, kept_by = ${tx.actor.id}, kept_at = ${tx.now}
     where id = ${ruleId} returning id`
  return rows.length > 0
}

/**
 * Raises a rule's signal, or lets the one that stands last longer; true where it is new. One a
 * person has cleared since the rule last spoke is not raised again before its days are over.
 */
export async function raiseByRule(
  tx: Tx,
  { id, code, weight, says, lastsDays }: Rule,
  signal: { signalId: Id<'sig'>; customerId: string },
): Promise<boolean> {
  const expiresAt = atTime(addDays(tx.today, lastsDays + 1), '00:00')
  const { customerId, signalId } = signal
  await tx.sql`
    update fraud.signal
       set cleared_at = ${tx.now}, cleared_by = 'fraud', cleared_reason = 'Its days were over.'
     where customer_id = ${customerId} and rule_id = ${id} and cleared_at is null
       and expires_at <= ${tx.now}`
  const [row] = await tx.sql<{ isNew: boolean }[]>`
    insert into fraud.signal
      (id, customer_id, code, weight, says, raised_at, rule_id, expires_at)
    select ${signalId}, ${customerId}, ${code}, ${weight}, ${says}, ${tx.now}, ${id}, ${expiresAt}
     where not exists (
       select from fraud.signal
        where customer_id = ${customerId} and rule_id = ${id} and cleared_at is not null
          and cleared_by <> 'fraud' and expires_at > ${tx.now})
        on conflict (customer_id, rule_id) where cleared_at is null
        do update set expires_at = greatest(signal.expires_at, excluded.expires_at)
    returning id = ${signalId} as "isNew"`
  return row?.isNew ?? false
}

export async function keepInstall(
  tx: Tx,
  link: { installId: string; customerId: string },
): Promise<void> {
  await tx.sql`
    insert into fraud.install (install_id, customer_id)
    values (${link.installId}, ${link.customerId}) on conflict do nothing`
}

export async function keepClaimant(tx: Tx, customerId: string): Promise<void> {
  await tx.sql`insert into fraud.claimant values (${customerId}) on conflict do nothing`
}

export type Known = { readonly hasProfile: boolean; readonly customers: number }

const SHARING_MAX = 200

/** Of each person: whether there is a profile, and how many use the phone most shared of theirs. */
export async function knownOf(tx: Tx, customerId: string): Promise<Known> {
  const [row] = await tx.sql<Known[]>`
    select exists (select from fraud.claimant where customer_id = ${customerId}) as "hasProfile",
           coalesce((
             select max(users) from (
               select count(*)::int as users
                 from fraud.install own join fraud.install other using (install_id)
                where own.customer_id = ${customerId} group by install_id) as shared), 1)
             as customers`
  return row!
}

/** Everybody on the same phones, this person among them. */
export async function sharingWith(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select distinct other.customer_id as id
      from fraud.install own join fraud.install other using (install_id)
     where own.customer_id = ${customerId} order by 1 limit ${SHARING_MAX}`
  return rows.map(({ id }) => id)
}
