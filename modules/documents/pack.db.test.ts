import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Actor } from '#kernel/contract'
import { date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { MessageDelivered, MessageFailed } from '#modules/comms'
import { LoanDisbursed } from '#modules/lending'
import { loneModule, type Lone } from '#test/lone-module'
import { fileOf, issueNoc, mine, PackSent, sendPackAgain, viewFile } from './contract.ts'
import { module } from './module.ts'
import { insertDocument, markSigned } from './store.ts'

const customerId = id('cus', '1')
const borrower: Actor = { kind: 'customer', id: customerId }
const meera: Actor = { kind: 'staff', id: 'stf_meera', roles: ['support'] }
const hash = 'ef'.repeat(32)

let lone: Lone
let nth = 0
before(async () => {
  const answers = { 'identity.profile-of': () => ({ name: 'Asha Rao', language: 'en' }) }
  lone = await loneModule(module, { answers })
})
after(() => lone?.drop())

async function paper(kind: 'kfs' | 'agreement', applicationId: Id<'app'>, terms: string) {
  const documentId = id('doc', `${kind}-${++nth}`)
  const about = { customerId, applicationId, loanId: null, kind, termsHash: terms.repeat(32) }
  const name = `documents/${documentId}.pdf`
  const file = { format: 'pdf', language: 'en', paperId: null, name, hash, bytes: 9 } as const
  await lone.inside((tx) => insertDocument(tx, { id: documentId, ...about, ...file }))
  return documentId
}
/** An application with two statements of its cost, and the agreement to the first. */
async function signed() {
  lone.told.length = 0
  const [applicationId, loanId] = [id('app', String(++nth)), id('loan', String(nth))]
  const kfs = await paper('kfs', applicationId, 'aa')
  await paper('kfs', applicationId, 'bb')
  const agreement = await paper('agreement', applicationId, 'aa')
  await lone.inside((tx) => markSigned(tx, agreement, tx.now))
  return { applicationId, loanId, kfs, agreement }
}
async function disburse({
  applicationId,
  loanId,
}: {
  applicationId: Id<'app'>
  loanId: Id<'loan'>
}) {
  const event = LoanDisbursed({
    ...{ loanId, applicationId, accountNumber: '01-26-0000017-5', tenorMonths: 12 },
    ...{ principal: rupees('100000'), netDisbursed: rupees('97640'), instalment: rupees('9168') },
    ...{ creditedOn: date('2026-01-01'), firstDueOn: date('2026-02-05') },
    coolingOffUntil: date('2026-01-04'),
  })
  await lone.hear(event, customerId)
  await lone.settle()
}
async function executed() {
  const papers = await signed()
  await disburse(papers)
  return { ...papers, ...lone.last<{ packId: Id<'pck'> }>(PackSent.type)! }
}
async function packOf(packId: string) {
  const [row] = await lone.db.owner<{ status: string; reason: string | null; at: string }[]>`
    select status, reason, delivered_at as at from documents.pack where id = ${packId}`
  return row
}
const messageId = id('msg', '1')
const asked = () => lone.told.filter(({ type }) => type === 'comms.asked')

describe('When a loan is executed', () => {
  it('its signed agreement and the KFS of the same terms go to the borrower, once', async () => {
    const { kfs, agreement, loanId, applicationId, packId } = await executed()
    await disburse({ loanId, applicationId })
    assert.equal(lone.typesOf(PackSent.type).length, 1)
    const told = lone.last<{ documentIds: string[] }>(PackSent.type)
    assert.deepEqual(told?.documentIds, [kfs, agreement])
    assert.equal(asked().length, 1)
    const { input } = asked()[0]!.data as { input: unknown }
    const values = { link: 'https://dhara.example/' }
    assert.deepEqual(input, { customerId, template: 'documents-ready', values, about: packId })
    assert.equal((await packOf(packId))?.status, 'sent')
  })

  it('without a signed agreement, a person has to look', async () => {
    const [applicationId, loanId] = [id('app', 'unsigned'), id('loan', 'unsigned')]
    await paper('kfs', applicationId, 'aa')
    await paper('agreement', applicationId, 'aa')
    await assert.rejects(disburse({ applicationId, loanId }), /without a signed agreement/)
  })
})

describe('The receipt of a pack', () => {
  const delivered = (about: string) => lone.hear(MessageDelivered({ messageId, about }), customerId)
  const failed = (about: string) =>
    lone.hear(MessageFailed({ messageId, reason: 'phone-off', about }), customerId)

  it('is kept; what arrived stays so', async () => {
    const { packId } = await executed()
    await delivered(packId)
    await failed(packId)
    const row = (await packOf(packId))!
    assert.deepEqual([row.status, row.reason, row.at === null], ['delivered', null, false])
    const again = await lone.ask(sendPackAgain.name, { packId }, meera)
    assert.deepEqual(again, { refused: 'already-delivered' })
  })

  it('of failure lets the staff send it again', async () => {
    const { packId } = await executed()
    await failed(packId)
    assert.deepEqual(await packOf(packId), { status: 'failed', reason: 'phone-off', at: null })
    await lone.ask(sendPackAgain.name, { packId }, meera)
    await lone.settle()
    assert.equal(asked().length, 2)
    assert.equal((await packOf(packId))?.status, 'sent')
    const unknown = await lone.ask(sendPackAgain.name, { packId: 'pck_none' }, meera)
    assert.deepEqual(unknown, { refused: 'unknown-pack' })
  })

  it('of other messages is nothing to us', async () => {
    const { packId } = await executed()
    await lone.hear(MessageDelivered({ messageId }), customerId)
    await delivered('pck_nobody')
    await delivered('loan_1')
    assert.equal((await packOf(packId))?.status, 'sent')
  })
})

describe('A paper', () => {
  const noc = async () => {
    const loan = { accountNumber: 'BLR26', closedOn: date('2027-01-01'), principal: rupees('5000') }
    const input = { customerId, loanId: id('loan', `noc-${++nth}`), ...loan }
    return (await lone.ask(issueNoc.name, input)) as { documentId: Id<'doc'> }
  }

  it('is opened by the staff for a purpose, on the record', async () => {
    const { documentId } = await noc()
    const purpose = 'the borrower called about it'
    const seen = (await lone.ask(viewFile.name, { documentId, purpose }, meera)) as object
    await lone.settle()
    assert.deepEqual(seen, await lone.ask(fileOf.name, { documentId }, borrower))
    const fact = lone.told.findLast(({ type }) => type === 'documents.file-viewed')!
    assert.equal(fact.key, customerId)
    assert.deepEqual(fact.data, { documentId, by: 'stf_meera', purpose })
  })

  it('that is none is refused, and nothing is on the record', async () => {
    lone.told.length = 0
    const nothing = { documentId: 'doc_none', purpose: 'curious' }
    const answer = await lone.ask(viewFile.name, nothing, meera)
    assert.deepEqual(answer, { refused: 'unknown-document' })
    await lone.settle()
    assert.deepEqual(lone.told, [])
  })

  it('is listed for its owner and for nobody else', async () => {
    const { documentId } = await noc()
    const own = async (actor: Actor) =>
      ((await lone.ask(mine.name, {}, actor)) as { documents: { documentId: string }[] }).documents
    assert.ok((await own(borrower)).some((one) => one.documentId === documentId))
    assert.deepEqual(await own({ kind: 'customer', id: 'cus_2' }), [])
  })

  it('opens by the customers’ door for customers alone', () =>
    assert.deepEqual(fileOf.allow, ['customer']))
})
