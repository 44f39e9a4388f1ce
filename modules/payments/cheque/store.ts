/** All SQL of cheques and the slips they are deposited on. */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import { column, type Tx } from '#platform/sql'
import type { Standing } from './cheque.ts'

export type Cheque = {
  readonly id: Id<'chq'>
  readonly customerId: Id<'cus'>
  readonly loanId: Id<'loan'>
  readonly instrument: string
  readonly micr: string
  readonly drawer: string
  readonly amount: Money
  readonly drawnOn: LocalDate
  readonly status: Standing
  readonly depositedOn: LocalDate | null
  readonly clearedOn: LocalDate | null
  readonly receiptId: Id<'rcp'> | null
  readonly returnedOn: LocalDate | null
  readonly returnCode: string | null
  readonly demandSentOn: LocalDate | null
  /** Of its loan. */
  readonly closedOn: LocalDate | null
}

const fields = (tx: Tx) => tx.sql`
  c.id, c.customer_id as "customerId", c.loan_id as "loanId", c.instrument, c.micr, c.drawer,
  c.amount, c.drawn_on as "drawnOn", c.status, c.deposited_on as "depositedOn",
  c.cleared_on as "clearedOn", c.receipt_id as "receiptId", c.returned_on as "returnedOn",
  c.return_code as "returnCode", c.demand_sent_on as "demandSentOn"`

type Taken = Pick<
  Cheque,
  'id' | 'customerId' | 'loanId' | 'instrument' | 'micr' | 'drawer' | 'amount' | 'drawnOn'
> & { readonly status: 'held' | 'due' }

/** One of the papers lies with us already. */
export async function isPaperKnown(
  tx: Tx,
  { micr, drawer }: Pick<Cheque, 'micr' | 'drawer'>,
  instruments: readonly string[],
): Promise<boolean> {
  const rows = await tx.sql`
    select 1 from cheque
     where micr = ${micr} and drawer = ${drawer}
       and instrument = any(string_to_array(${column(instruments)}, E'\\n'))
       and status not in ('given-back', 'lost', 'replaced') limit 1`
  return rows.length > 0
}

export async function insertCheque(tx: Tx, cheque: Taken): Promise<void> {
  const { id, customerId, loanId, instrument, micr, drawer, amount, drawnOn, status } = cheque
  await tx.sql`
    insert into cheque (id, customer_id, loan_id, instrument, micr, drawer, amount, drawn_on,
                        status, taken_on, taken_by)
    values (${id}, ${customerId}, ${loanId}, ${instrument}, ${micr}, ${drawer}, ${amount},
            ${drawnOn}, ${status}, ${tx.today}, ${tx.actor.id})`
}

/** Each held until the end; in the order of their ids, so that two desks never wait in a ring. */
export async function lockCheques(tx: Tx, ids: readonly Id<'chq'>[]): Promise<Cheque[]> {
  return tx.sql<Cheque[]>`
    select ${fields(tx)}, l.closed_on as "closedOn"
      from cheque c join loan l on l.id = c.loan_id
     where c.id = any(string_to_array(${column(ids)}, E'\\n'))
     order by c.id for update of c`
}

export async function lockCheque(tx: Tx, id: Id<'chq'>): Promise<Cheque | undefined> {
  const [row] = await lockCheques(tx, [id])
  return row
}

/** Post-dated until now; false for one that moved on. */
export async function noteDue(tx: Tx, id: Id<'chq'>): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update cheque set status = 'due' where id = ${id} and status = 'held' returning id`
  return rows.length > 0
}

export async function insertSlip(
  tx: Tx,
  id: Id<'dsl'>,
  { cheques, amount, on }: { cheques: readonly Cheque[]; amount: Money; on: LocalDate },
): Promise<void> {
  const ids = column(cheques.map((cheque) => cheque.id))
  await tx.sql`
    insert into deposit_slip (id, deposited_on, cheques, amount, deposited_by, deposited_at)
    values (${id}, ${on}, ${cheques.length}, ${amount}, ${tx.actor.id}, ${tx.now})`
  await tx.sql`
    insert into slip_cheque (slip_id, cheque_id)
    select ${id}, unnest(string_to_array(${ids}, E'\\n'))`
  await tx.sql`
    update cheque set status = 'deposited', slip_id = ${id}, deposited_on = ${on},
                      presented = presented + 1
     where id = any(string_to_array(${ids}, E'\\n'))`
}

export async function noteCleared(
  tx: Tx,
  id: Id<'chq'>,
  { on, receiptId }: { on: LocalDate; receiptId: Id<'rcp'> | undefined },
): Promise<void> {
  await tx.sql`
    update cheque set status = 'cleared', cleared_on = ${on}, receipt_id = ${receiptId ?? null}
     where id = ${id}`
}

/** A demand was for the return before: a new one may follow this. */
export async function noteReturned(
  tx: Tx,
  id: Id<'chq'>,
  { on, code }: { on: LocalDate; code: string },
): Promise<void> {
  await tx.sql`
    update cheque set status = 'returned', cleared_on = null, receipt_id = null,
                      returned_on = ${on}, return_code = ${code},
                      demand_sent_on = null, demand_received_on = null
     where id = ${id}`
}

export async function noteSetAside(
  tx: Tx,
  id: Id<'chq'>,
  status: 'lost' | 'given-back' | 'replaced',
  replacedBy?: Id<'chq'>,
): Promise<void> {
  await tx.sql`
    update cheque set status = ${status}, replaced_by = ${replacedBy ?? null} where id = ${id}`
}

export async function noteDemand(
  tx: Tx,
  id: Id<'chq'>,
  { sentOn, receivedOn }: { sentOn: LocalDate; receivedOn: LocalDate | undefined },
): Promise<void> {
  await tx.sql`
    update cheque set demand_sent_on = ${sentOn}, demand_received_on = ${receivedOn ?? null}
     where id = ${id}`
}

/** Of a loan that owes nothing: what was not shown to the bank is the borrower's again. */
export async function releaseCheques(tx: Tx, loanId: Id<'loan'>): Promise<Id<'chq'>[]> {
  const rows = await tx.sql<{ id: Id<'chq'> }[]>`
    update cheque set status = 'to-give-back'
     where loan_id = ${loanId} and status in ('held', 'due', 'returned') returning id`
  return rows.map(({ id }) => id)
}

/**
 * Of a loan that is open again: each stands where it stood, and those whose day is to come are
 * given.
 */
export async function resumeCheques(
  tx: Tx,
  loanId: Id<'loan'>,
): Promise<Pick<Cheque, 'id' | 'customerId' | 'loanId' | 'drawnOn'>[]> {
  const rows = await tx.sql<(Cheque & { status: string })[]>`
    update cheque
       set status = case when returned_on is not null then 'returned'
                         when drawn_on > ${tx.today} then 'held' else 'due' end
     where loan_id = ${loanId} and status = 'to-give-back'
    returning id, customer_id as "customerId", loan_id as "loanId", drawn_on as "drawnOn", status`
  return rows.filter(({ status }) => status === 'held')
}

export async function isOfCheque(tx: Tx, receiptId: Id<'rcp'>): Promise<boolean> {
  const rows = await tx.sql`select 1 from cheque where receipt_id = ${receiptId}`
  return rows.length > 0
}

export type DeskRow = Omit<Cheque, 'id' | 'drawer' | 'closedOn'> & {
  readonly chequeId: Id<'chq'>
  readonly accountNumber: string
  readonly takenOn: LocalDate
  readonly presented: number
  readonly slipId: Id<'dsl'> | null
  readonly demandReceivedOn: LocalDate | null
}
type Wanted = { readonly status: Standing | undefined; readonly loanId: Id<'loan'> | undefined }

/** Those somebody must act on come first, the oldest date before. */
export async function deskRows(tx: Tx, { status, loanId }: Wanted): Promise<DeskRow[]> {
  return tx.sql<DeskRow[]>`
    select ${fields(tx)}, c.id as "chequeId", l.account_number as "accountNumber",
           c.taken_on as "takenOn", c.presented, c.slip_id as "slipId",
           c.demand_received_on as "demandReceivedOn"
      from cheque c join loan l on l.id = c.loan_id
     where (${status ?? null}::text is null or c.status = ${status ?? null})
       and (${loanId ?? null}::text is null or c.loan_id = ${loanId ?? null})
     order by array_position(array['due', 'returned', 'to-give-back', 'deposited', 'held'],
                             c.status) nulls last,
              c.drawn_on, c.id
     limit 500`
}

export async function statesOf(tx: Tx, loanId: Id<'loan'> | undefined) {
  return tx.sql<{ status: Standing; count: number; amount: Money }[]>`
    select status, count(*)::int as count, sum(amount)::bigint as amount from cheque
     where ${loanId ?? null}::text is null or loan_id = ${loanId ?? null}
     group by status order by status`
}
