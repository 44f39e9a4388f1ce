/** All SQL of the expected loss: what each loan may lose, and what was booked of it. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { sum, type Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import type { Line } from '../ledger/posting.ts'
import type { ClassRate, LossGroup, LossHeld, LossRate } from './impairment.ts'

export async function productsLent(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ product: string }[]>`
    select distinct product from lending.loan order by product`
  return rows.map(({ product }) => product)
}

/** What is out of each loan on a day by its books, in its class of that day. */
const exposures = (tx: Tx, on: LocalDate, loanId?: string) => tx.sql`
  select h.*, l.product, coalesce(c.to_class, 'standard') as class
    from (select j.loan_id,
                 sum(case when p.account in (1190, 1191) then 0
                          else p.debit - p.credit end) as exposure,
                 -sum(case when p.account = 1191 then p.debit - p.credit else 0 end) as standard,
                 -sum(case when p.account = 1190 then p.debit - p.credit else 0 end) as npa
            from lending.posting p join lending.journal j on j.id = p.journal_id
           where p.account in (1020, 1100, 1120, 1130, 1190, 1191) and j.value_on <= ${on}
             and ${loanId ? tx.sql`j.loan_id = ${loanId}` : tx.sql`j.loan_id is not null`}
           group by j.loan_id) h
    join lending.loan l on l.id = h.loan_id
    left join lateral (
      select c.to_class from lending.class_change c
       where c.loan_id = h.loan_id and c.on_day <= ${on}
       order by c.on_day desc, c.known_at desc limit 1) c on true
   where h.exposure > 0 or h.standard <> 0 or h.npa <> 0`

/** By product and stage; what is expected of each loan is rounded to the paisa by itself. */
export async function lossGroups(
  tx: Tx,
  on: LocalDate,
  rates: readonly ClassRate[],
  loanId?: string,
): Promise<LossGroup[]> {
  return tx.sql<LossGroup[]>`
    with exposed as (${exposures(tx, on, loanId)}),
         rate as (
           select * from unnest(
             string_to_array(${column(rates.map(({ product }) => product))}, E'\\n'),
             string_to_array(${column(rates.map(({ assetClass }) => assetClass))}, E'\\n'),
             string_to_array(${column(rates.map(({ stage }) => stage))}, E'\\n')::int[],
             string_to_array(${column(rates.map(({ pd }) => pd))}, E'\\n'),
             string_to_array(${column(rates.map(({ lgd }) => lgd))}, E'\\n')
           ) as r (product, class, stage, pd, lgd))
    select e.product, r.stage, r.pd, r.lgd, count(*)::int as loans,
           sum(greatest(e.exposure, 0))::bigint as exposure,
           sum(round(greatest(e.exposure, 0) * r.pd::numeric * r.lgd::numeric))::bigint
             as "expectedLoss",
           sum(e.standard)::bigint as "floorStandard", sum(e.npa)::bigint as "floorNpa"
      from exposed e join rate r on r.product = e.product and r.class = e.class
     group by e.product, r.stage, r.pd, r.lgd order by e.product, r.stage`
}

/** Whether some loan has not yet looked at itself for a month's end. */
export async function anyLoanBehind(tx: Tx, on: LocalDate): Promise<boolean> {
  const [row] = await tx.sql<{ behind: boolean }[]>`
    select exists (
      select 1 from lending.loan l, lateral (select l.course::jsonb as c) one
       where l.status = 'active' and l.terms ? 'provisioning' and l.disbursed_on <= ${on}
         and c ->> 'startedOn' <= ${on}
         and coalesce(c ->> 'providedThrough', '') < ${on}) as behind`
  return row!.behind
}

export type Impairment = LossHeld & {
  readonly id: Id<'imp'>
  readonly asOn: LocalDate
  readonly exposure: Money
}

const fields = (tx: Tx) => tx.sql`
  id, as_on as "asOn", exposure, expected_loss as "expectedLoss",
  floor_standard as "floorStandard", floor_npa as "floorNpa", reserve`

/** What stands, the newest first; asked for a day, as it stood by the month ends till then. */
export async function standing(tx: Tx, till: LocalDate | undefined, limit: number) {
  return tx.sql<Impairment[]>`
    select ${fields(tx)} from lending.impairment
     where status = 'booked' and as_on <= coalesce(${till ?? null}::date, as_on)
     order by as_on desc limit ${limit}`
}

/** Nobody books or reverses another at the same time. */
export async function lockImpairments(tx: Tx): Promise<void> {
  await tx.sql`lock table lending.impairment in share row exclusive mode`
}

export async function impairmentById(
  tx: Tx,
  id: string,
): Promise<(Impairment & { readonly status: 'booked' | 'reversed' }) | undefined> {
  const [row] = await tx.sql<(Impairment & { status: 'booked' | 'reversed' })[]>`
    select ${fields(tx)}, status from lending.impairment where id = ${id}`
  return row
}

export async function insertImpairment(
  tx: Tx,
  { id, asOn, exposure, ...held }: Impairment,
  groups: readonly LossGroup[],
): Promise<void> {
  const { expectedLoss, floorStandard, floorNpa, reserve } = held
  await tx.sql`
    insert into lending.impairment
      (id, as_on, booked_on, booked_at, booked_by, exposure, expected_loss, floor_standard,
       floor_npa, reserve, status)
    values (${id}, ${asOn}, ${tx.today}, ${tx.now}, ${tx.actor.id}, ${exposure}, ${expectedLoss},
            ${floorStandard}, ${floorNpa}, ${reserve}, 'booked')`
  for (const group of groups) {
    const { product, stage, loans, pd, lgd } = group
    await tx.sql`
      insert into lending.impairment_group
        (id, impairment_id, product, stage, loans, exposure, pd, lgd, expected_loss, floor)
      values (${tx.newId('img')}, ${id}, ${product}, ${stage}, ${loans}, ${group.exposure}, ${pd},
              ${lgd}, ${group.expectedLoss}, ${group.floorStandard + group.floorNpa})`
  }
}

export async function noteReversed(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.sql`
    update lending.impairment
       set status = 'reversed', reason = ${reason}, reversed_by = ${tx.actor.id},
           reversed_on = ${tx.today}
     where id = ${id}`
}

/** An entry of the portfolio: of no loan. */
export async function postPortfolio(
  tx: Tx,
  entry: {
    readonly fact: string
    readonly says: string
    readonly on: LocalDate
    readonly lines: readonly Line[]
  },
): Promise<void> {
  const { fact, says, on, lines } = entry
  if (lines.length === 0) return
  const id = tx.newId('jrn')
  const amount = sum(lines.map(({ debit }) => debit))
  await tx.sql`
    insert into lending.journal
      (id, loan_id, fact, says, amount, value_on, booked_on, known_at)
    values (${id}, null, ${fact}, ${says}, ${amount}, ${on}, ${tx.today}, ${tx.now})`
  await tx.sql`
    insert into lending.posting (journal_id, line, account, debit, credit)
    select ${id}, * from unnest(
      string_to_array(${column(lines.map((_, i) => i + 1))}, E'\\n')::int[],
      string_to_array(${column(lines.map(({ account }) => account))}, E'\\n')::int[],
      string_to_array(${column(lines.map(({ debit }) => debit))}, E'\\n')::bigint[],
      string_to_array(${column(lines.map(({ credit }) => credit))}, E'\\n')::bigint[])`
}

export async function groupsOf(tx: Tx, id: string) {
  return tx.sql<(LossRate & Pick<LossGroup, 'loans' | 'exposure' | 'expectedLoss'> & Floor)[]>`
    select product, stage, loans, exposure, pd, lgd, expected_loss as "expectedLoss", floor
      from lending.impairment_group where impairment_id = ${id} order by product, stage`
}
type Floor = { readonly floor: Money }
