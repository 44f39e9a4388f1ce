import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Actor, OutputOf } from '#kernel/contract'
import { date, instant } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { rate } from '#kernel/rates'
import { SECRET } from '#platform/kv'
import { loneModule, type Lone } from '#test/lone-module'
import { codeKey } from './commands.ts'
import {
  AgreementSigned,
  fileOf,
  issueKfs,
  issueNoc,
  mine,
  prepareAgreement,
  recallNoc,
  signAgreement,
  signingCodeOf,
  SigningFailed,
} from './contract.ts'
import { hashOf } from './engines/hash.ts'
import { module } from './module.ts'

const customerId = id('cus', '1')
const borrower: Actor = { kind: 'customer', id: customerId }
const termsHash = 'ab'.repeat(32)
const phone = '9876543210'
const row = { number: 1, dueOn: date('2026-02-05'), opening: rupees('5000') }
const terms = {
  ...{ product: 'personal', principal: rupees('5000'), rate: rate('18'), tenorMonths: 1 },
  ...{ instalment: rupees('5075'), firstDueOn: date('2026-02-05'), aprPercent: '42.10' },
  ...{ processingFee: rupees('100'), gst: rupees('18'), stampDuty: rupees('0') },
  ...{ netDisbursed: rupees('4882'), totalInterest: rupees('75'), totalRepaid: rupees('5075') },
  ...{ coolingOffDays: 3, bounceCharge: rupees('500'), bounceGstPercent: '0', penalPercent: '24' },
  schedule: [
    { ...row, principal: rupees('5000'), interest: rupees('75'), instalment: rupees('5075') },
  ],
}

let nth = 0
let lone: Lone

before(async () => {
  const home = { address: '12 Lake View Road', pinCode: '560038' }
  const profile = { name: 'Asha Rao', phone, language: 'hi', ...home }
  const answers = { 'identity.profile-of': () => profile }
  lone = await loneModule(module, { answers, sandbox: true })
})
after(() => lone?.drop())

async function prepared() {
  lone.told.length = 0
  const applicationId = id('app', String(++nth))
  const input = { customerId, applicationId, terms, termsHash }
  const { documentId } = (await lone.ask(prepareAgreement.name, input)) as {
    documentId: ReturnType<typeof id<'doc'>>
  }
  await lone.settle()
  return { documentId, applicationId, input }
}
/** The code as the borrower reads it on their phone. */
async function codeOnPhone(): Promise<string> {
  const inbox = await fetch(`${lone.outside.url}/inbox?phone=${phone}`)
  return /(\d{6}) is the code to e-sign/.exec(await inbox.text())![1]!
}
async function sign(applicationId: string, code: string): Promise<unknown> {
  const answer = await lone.ask(signAgreement.name, { applicationId, code }, borrower)
  await lone.settle()
  return answer
}
async function webhook(event: string, documentId: string, more: object): Promise<boolean> {
  const raw = JSON.stringify({ event, reference: documentId, ...more })
  const signature = createHmac('sha256', 'secret').update(raw).digest('hex')
  const headers = { 'x-webhook-signature': signature, 'x-webhook-event-id': `evt_${event}` }
  const known = await lone.receive(raw, headers)
  await lone.settle()
  return known
}
/** Of each kind of the borrower's papers. */
async function languages(): Promise<object> {
  const { documents } = (await lone.ask('documents.mine', {}, borrower)) as {
    documents: { kind: string; language: string }[]
  }
  return Object.fromEntries(documents.map(({ kind, language }) => [kind, language]))
}
const hashPrepared = () => lone.last<{ hash: string }>('documents.agreement-prepared')!.hash
const reasonOf = () => lone.last<{ reason: string }>(SigningFailed.type)?.reason

describe('A Key Facts Statement', () => {
  it('is a file whose hash is told, and which its owner can read', async () => {
    const validTill = instant('2026-01-06T18:29:00.000Z')
    const input = { customerId, applicationId: id('app', 'k'), terms, termsHash, validTill }
    const { documentId } = (await lone.ask(issueKfs.name, input)) as { documentId: string }
    await lone.settle()
    const { hash } = lone.last<{ hash: string }>('documents.kfs-issued')!
    const file = (await lone.ask(fileOf.name, { documentId })) as { hash: string; base64: string }
    assert.equal(file.hash, hash)
    assert.equal(hashOf(Buffer.from(file.base64, 'base64')), hash)
    assert.deepEqual(await languages(), { kfs: 'hi' })
    const door = module.queries!.find((d) => 'call' in d && d.call.name === fileOf.name)!
    assert.ok('owner' in door)
    assert.equal(await lone.inside((tx) => door.owner!({ documentId } as never, tx)), customerId)
  })
})

describe('An agreement', () => {
  it('is signed with the code on the borrower’s phone, once', async () => {
    const { documentId, applicationId } = await prepared()
    assert.deepEqual(await sign(applicationId, await codeOnPhone()), { asked: true })
    const { hash, termsHash: of } = lone.last<{ hash: string; termsHash: string }>(
      AgreementSigned.type,
    )!
    assert.deepEqual([hash, of], [hashPrepared(), termsHash])
    // What is signed is English, under the terms of the KFS in the borrower's own language.
    assert.deepEqual(await languages(), { kfs: 'hi', agreement: 'en' })
    const again = { documentHash: hash, certificate: 'X', signedAt: '2026-01-01T04:00:00.000Z' }
    await webhook('esign.signed', documentId, again)
    assert.equal(lone.typesOf(AgreementSigned.type).length, 1)
  })

  it('stays open after a wrong code', async () => {
    const { applicationId } = await prepared()
    const code = await codeOnPhone()
    await sign(applicationId, code === '000000' ? '000001' : '000000')
    const told = lone.last<{ reason: string }>('documents.signing-code-refused')
    assert.equal(told?.reason, 'wrong-code')
    await sign(applicationId, code)
    assert.equal(lone.typesOf(AgreementSigned.type).length, 1)
  })

  it('asked for again under the same terms is the same file', async () => {
    const { documentId, input } = await prepared()
    assert.deepEqual(await lone.ask(prepareAgreement.name, input), { documentId })
    await lone.settle()
    assert.equal(lone.typesOf('documents.agreement-prepared').length, 1)
    assert.equal(lone.typesOf('documents.signing-opened').length, 2)
  })

  it('whose signed hash is another’s is not signed', async () => {
    const { documentId } = await prepared()
    const other = { documentHash: 'cd'.repeat(32), certificate: 'X' }
    await webhook('esign.signed', documentId, other)
    assert.equal(reasonOf(), 'hash-differs')
    assert.equal(lone.typesOf(AgreementSigned.type).length, 0)
  })

  it('whose stored file was altered is not signed, nor shown', async () => {
    const { documentId, applicationId } = await prepared()
    await writeFile(join(lone.folder, `documents/${customerId}/${documentId}.pdf`), '%PDF-altered')
    await sign(applicationId, await codeOnPhone())
    assert.equal(reasonOf(), 'hash-differs')
    await assert.rejects(lone.ask(fileOf.name, { documentId }), /altered/)
  })

  it('the borrower declined is not signed', async () => {
    const { documentId } = await prepared()
    await webhook('esign.declined', documentId, { reason: 'declined-by-signer' })
    assert.equal(reasonOf(), 'declined')
  })

  it('no code is taken for before the service opened it', async () => {
    const answer = await sign(id('app', 'none'), '123456')
    assert.deepEqual(answer, { refused: 'not-ready' })
  })

  it('is the asker’s own where none is named', async () => {
    await prepared()
    await lone.ask(signAgreement.name, { code: await codeOnPhone() }, borrower)
    await lone.settle()
    assert.equal(lone.typesOf(AgreementSigned.type).length, 1)
  })

  it('a code that is no code is refused at once', async () => {
    const { applicationId } = await prepared()
    assert.deepEqual(await sign(applicationId, 'abc'), { refused: 'wrong-code' })
  })

  it('keeps the code that waits in memory alone', async () => {
    const { documentId, applicationId } = await prepared()
    const answer = await lone.ask(signAgreement.name, { applicationId, code: '482913' }, borrower)
    assert.deepEqual(answer, { asked: true })
    const waiting = await lone.ask(signingCodeOf.name, { documentId })
    assert.deepEqual(waiting, { code: '482913' })
    assert.ok(codeKey(documentId).startsWith(SECRET))
    await lone.settle()
  })

  it('no fact holds the code', async () => {
    const { applicationId } = await prepared()
    const code = await codeOnPhone()
    await sign(applicationId, code)
    assert.ok(!JSON.stringify(lone.told).includes(`"${code}"`))
  })

  it('of nobody is left for a person to look at', async () =>
    assert.equal(await webhook('esign.signed', 'doc_nobody', {}), false))
})

describe('A no-objection certificate', () => {
  it('is one for a loan', async () => {
    const loan = { accountNumber: 'BLR26', closedOn: date('2027-01-01'), principal: rupees('5000') }
    const input = { customerId, loanId: id('loan', '1'), ...loan }
    const first = await lone.ask(issueNoc.name, input)
    assert.deepEqual(await lone.ask(issueNoc.name, input), first)
    await lone.settle()
    assert.equal(lone.typesOf('documents.noc-issued').length > 0, true)
  })
  it('recalled is void: its owner sees it no more, and another may follow', async () => {
    const loan = { accountNumber: 'BLR27', closedOn: date('2027-01-01'), principal: rupees('5000') }
    const loanId = id('loan', 'recalled')
    const issue = async () =>
      (await lone.ask(issueNoc.name, { customerId, loanId, ...loan })) as { documentId: string }
    const recall = () => lone.ask(recallNoc.name, { customerId, loanId })
    const shown = async () => {
      const { documents } = (await lone.ask(mine.name, {}, borrower)) as OutputOf<typeof mine>
      return documents.map((one): string => one.documentId)
    }
    assert.deepEqual(await recall(), {})
    const { documentId } = await issue()
    assert.deepEqual(await recall(), { documentId })
    assert.deepEqual(await recall(), {})
    const again = await issue()
    assert.notEqual(again.documentId, documentId)
    const own = await shown()
    assert.deepEqual([own.includes(documentId), own.includes(again.documentId)], [false, true])
    await lone.settle()
    assert.equal(lone.typesOf('documents.noc-recalled').length, 1)
  })
})
