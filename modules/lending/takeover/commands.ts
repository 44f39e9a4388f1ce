/**
 * Takes a book over from another system: all of a file's loans in one transaction, or none. Its
 * history is booked today under its own value dates and told as one fact a loan: nobody is to be
 * presented, reminded or thanked for what happened elsewhere.
 */
import type { Id } from '#kernel/ids'
import { customersKnown } from '#modules/identity'
import type { Tx } from '#platform/sql'
import { LoanTakenOver } from '../contract.ts'
import { hashOf } from '../engines/hash.ts'
import { begin } from '../loan/course.ts'
import type { LoanFact } from '../loan/fact.ts'
import { addLoan, bookOn, folioOf, write, type Folio, type LoanHeld } from '../loan/commands.ts'
import type { Product } from '../product/product.ts'
import { productOn } from '../product/store.ts'
import type { Account } from './account.ts'
import { lookUpByIndex, noteTaken, numbersUsed, takenBefore, type Taken } from './store.ts'

/** Loans of one file: what one transaction carries. */
export const LOANS_MAX = 20_000
/** Loans written at once, and customers asked about at once. */
const SHARE = 500

export type TakenOver = {
  readonly takenOver: number
  /** Taken over before, with the same content. */
  readonly known: number
  /** Why nothing was taken over; a sentence each. */
  readonly faults: readonly string[]
}

/** Adds the accounts, which `faultsOf` found whole; with any fault here nothing is written. */
export async function takeOver(tx: Tx, accounts: readonly Account[]): Promise<TakenOver> {
  await lookUpByIndex(tx)
  const numbers = accounts.map(({ loan }) => loan)
  const before = new Map((await takenBefore(tx, numbers)).map((one) => [one.number, one.content]))
  const fresh = accounts.filter(({ loan }) => !before.has(loan))
  const products = await productsOf(tx, fresh)
  const faults = [
    ...accounts.flatMap((account) => changed(account, before.get(account.loan))),
    ...(await takenNumbers(tx, fresh)),
    ...(await strangers(tx, fresh)),
    ...fresh
      .filter(({ product }) => !products.has(product))
      .map(({ loan, product }) => `Loan ${loan}: there is no product ${product}.`),
  ]
  if (faults.length > 0) return { takenOver: 0, known: 0, faults }
  for (let from = 0; from < fresh.length; from += SHARE) {
    await addShare(tx, fresh.slice(from, from + SHARE), products)
  }
  return { takenOver: fresh.length, known: accounts.length - fresh.length, faults }
}

const contentOf = ({ customer, product, terms, facts }: Account): string =>
  hashOf({ customer, product, terms, facts })

const changed = (account: Account, content: string | undefined): string[] =>
  content === undefined || content === contentOf(account)
    ? []
    : [`Loan ${account.loan} was taken over before with other terms or facts.`]

async function takenNumbers(tx: Tx, accounts: readonly Account[]): Promise<string[]> {
  const used = await numbersUsed(
    tx,
    accounts.map(({ loan }) => loan),
  )
  return used.map((number) => `Loan ${number}: another loan of ours has this number.`)
}

async function strangers(tx: Tx, accounts: readonly Account[]): Promise<string[]> {
  const asked = [...new Set(accounts.map(({ customer }) => customer))] as Id<'cus'>[]
  const known = new Set<string>()
  for (let from = 0; from < asked.length; from += SHARE) {
    const share = { customerIds: asked.slice(from, from + SHARE) }
    for (const id of (await tx.call(customersKnown, share)).customerIds) known.add(id)
  }
  return accounts
    .filter(({ customer }) => !known.has(customer))
    .map(({ loan, customer }) => `Loan ${loan}: nobody is known as ${customer}.`)
}

async function productsOf(tx: Tx, accounts: readonly Account[]): Promise<Map<string, Product>> {
  const products = new Map<string, Product>()
  for (const code of new Set(accounts.map(({ product }) => product))) {
    const product = await productOn(tx, code, tx.today)
    if (product) products.set(code, product)
  }
  return products
}

async function addShare(
  tx: Tx,
  accounts: readonly Account[],
  products: ReadonlyMap<string, Product>,
): Promise<void> {
  const folios = accounts.map((account) => folioOf(loanOf(tx, account, products)))
  await Promise.all(folios.map(({ loan }) => addLoan(tx, loan)))
  const taken: Taken[] = []
  for (const [i, account] of accounts.entries()) {
    const folio = folios[i] as Folio
    const { id: loanId, applicationId, customerId, principal } = folio.loan
    const { state } = await bookOn(tx, folio, ownFacts(account), 'taken-over')
    const { loan: number, terms } = account
    taken.push({ number, loanId, content: contentOf(account) })
    const loan = { loanId, applicationId, accountNumber: number, principal }
    const standing = { status: state.status, disbursedOn: folio.loan.disbursedOn }
    const owed = { outstanding: state.outstanding.total, tenorMonths: terms.instalments }
    await tx.emit(customerId, [LoanTakenOver({ ...loan, ...standing, ...owed })])
  }
  await Promise.all([write(tx, folios), noteTaken(tx, taken)])
}

function loanOf(tx: Tx, account: Account, products: ReadonlyMap<string, Product>): LoanHeld {
  const { loan: accountNumber, product: code, terms, facts } = account
  const { bounceCharge, bounceGstPercent } = products.get(code) as Product
  const { on } = facts.find(({ kind }) => kind === 'credited') as LoanFact
  return {
    ...{ id: tx.newId('loan'), accountNumber, customerId: account.customer as Id<'cus'> },
    // Applied for elsewhere, and under no mandate of ours.
    ...{ applicationId: tx.newId('app'), mandateId: null, product: code, terms },
    ...{ coolingOffUntil: on, bounceCharge, bounceGstPercent, status: 'sanctioned' },
    ...{ principal: terms.principal, assetClass: 'standard', disbursedOn: on },
    ...{ noticed: 0, nocDocumentId: null, course: begin() },
  }
}

/** Their ids are unique within a loan only; ours are unique in the book. */
function ownFacts({ loan, facts }: Account): LoanFact[] {
  const own = (id: string) => `${loan}:${id}`
  return facts.map((fact) => ({
    ...fact,
    id: own(fact.id),
    ...('of' in fact && fact.of !== undefined && { of: own(fact.of) }),
  }))
}
