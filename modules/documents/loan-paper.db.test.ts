import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { id, type Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { loneModule, type Lone } from '#test/lone-module'
import { module } from './module.ts'

const customerId = id('cus', '1')
const owner = { kind: 'customer', id: customerId } as const
const borrower = { name: 'Asha Rao', language: 'en' }
let lone: Lone
before(async () => {
  const answers = { 'identity.profile-of': () => borrower }
  lone = await loneModule(module, { answers })
})
after(() => lone?.drop())

const order = (nth: string) => ({
  ...{ paperId: id('ppr', nth), customerId, loanId: id('loan', '1'), kind: 'interest-certificate' },
  about: {
    ...{ accountNumber: '01-2026-000001-4', principal: rupees('123456'), rate: rate('18.5') },
    ...{ tenorMonths: 12, disbursedOn: date('2026-01-05'), on: date('2026-03-10') },
  },
  interest: {
    ...{ from: date('2025-04-01'), through: date('2026-03-10'), principal: rupees('8456') },
    ...{ interest: rupees('1903.28'), charges: rupees('0'), outstanding: rupees('115000') },
  },
})
type Made = { pdfId: Id<'doc'>; csvId: Id<'doc'> }
const issue = (nth: string, more = {}) =>
  lone.ask('documents.issue-loan-paper', { ...order(nth), ...more }) as Promise<Made>
type File = { name: string; hash: string; base64: string }
const fileOf = (documentId: string) =>
  lone.ask('documents.file-of', { documentId }, owner) as Promise<File>
const csvOf = async ({ csvId }: Made) =>
  Buffer.from((await fileOf(csvId)).base64, 'base64').toString()

describe('A paper of a loan', () => {
  it('is made once for an order, as PDF and as CSV', async () => {
    const made = await issue('1')
    assert.deepEqual(await issue('1'), made)
    const { documents } = (await lone.ask('documents.mine', {}, owner)) as { documents: object[] }
    assert.equal(documents.length, 2)
    await lone.settle(true)
    assert.equal(lone.typesOf('documents.loan-paper-issued').length, 1)
  })
  it('is read by its owner under its name', async () => {
    const { pdfId, csvId } = await issue('2')
    const [pdf, csv] = [await fileOf(pdfId), await fileOf(csvId)]
    assert.deepEqual([pdf.name, csv.name], ['interest-certificate.pdf', 'interest-certificate.csv'])
    assert.match(Buffer.from(pdf.base64, 'base64').toString('latin1'), /^%PDF-/)
    assert.match(await csvOf({ pdfId, csvId }), /Interest,2025-04-01,2026-03-10,1903\.28/)
  })
  it('is in the borrower’s language, or in the one it is asked in, and stays so', async () => {
    borrower.language = 'ta'
    const own = await issue('3')
    assert.match(await csvOf(own), /வட்டி,2025-04-01,2026-03-10,1903\.28/)
    assert.match(await csvOf(await issue('4', { language: 'bn' })), /সুদ,2025-04-01/)
    const first = await fileOf(own.pdfId)
    borrower.language = 'gu'
    assert.deepEqual(await issue('3'), own)
    assert.equal((await fileOf(own.pdfId)).hash, first.hash)
    const { documents } = (await lone.ask('documents.mine', {}, owner)) as {
      documents: { documentId: string; loanId: string; language: string }[]
    }
    const kept = documents.find(({ documentId }) => documentId === own.pdfId)
    assert.deepEqual([kept?.language, kept?.loanId], ['ta', id('loan', '1')])
  })
})
