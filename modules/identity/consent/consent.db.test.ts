import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { must } from '#kernel/decider'
import { moduleNamed, visitor } from '#test/doorstep'
import {
  consentLive,
  contactOf,
  giveConsents,
  myConsents,
  noticeOf,
  withdrawConsent,
} from '../contract.ts'
import { hashOf } from '../engines/seal.ts'
import { comms, openThreshold, type Threshold } from '../login/threshold.suite.ts'
import { keep } from '../vault/commands.ts'
import { opened } from '../vault/queries.ts'
import { brokenLine } from './consent.ts'
import { linesOf } from './store.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

describe('Consent', () => {
  const under = async () => {
    const { noticeId, version } = await house.ask(noticeOf, { language: 'hi' }, visitor)
    return { noticeId, noticeVersion: version, language: 'hi' } as const
  }

  it('is given purpose by purpose, once, and is live until withdrawn', async () => {
    const id = await house.signedIn('9876500030')
    const me = house.customer(id)
    const purposes: ('bureau-pull' | 'marketing-sms')[] = ['bureau-pull', 'marketing-sms']
    const given = must(await house.ask(giveConsents, { purposes, ...(await under()) }, me))
    const again = must(await house.ask(giveConsents, { purposes, ...(await under()) }, me))
    assert.notDeepEqual(again, given) // Each act of giving is a record of its own.
    const live = () =>
      house.ask(consentLive, { customerId: id, purpose: 'marketing-sms' }, moduleNamed('lending'))
    assert.deepEqual(await live(), { live: true, consentId: again.consentIds[1] })
    must(await house.ask(withdrawConsent, { purpose: 'marketing-sms' }, me))
    assert.deepEqual(await live(), { live: false })
    const { consents } = await house.ask(myConsents, {}, me)
    assert.deepEqual(consents.map(({ withdrawnAt }) => withdrawnAt !== undefined).sort(), [
      false,
      true,
    ])
    const lines = await house.fresh.db.transact('identity', {}, (open) =>
      linesOf(open.tx({ actor: me }), id),
    )
    assert.equal(lines.length, 5)
    assert.equal(brokenLine(lines, hashOf), undefined)
    const [fact] = (await house.facts('identity.consent-given')).filter(({ key }) => key === id)
    assert.equal(fact?.consentId, given.consentIds[0])
    assert.equal((fact!.data as { evidenceHash: string }).evidenceHash, lines[0]?.evidenceHash)
  })

  it('is of the very text that was shown, in the person’s language', async () => {
    const id = await house.signedIn('9876500035')
    const me = house.customer(id)
    const shown = await house.ask(noticeOf, { language: 'ta' }, visitor)
    const { noticeId, version: noticeVersion, language } = shown
    const input = { purposes: ['kyc-check' as const], noticeId, noticeVersion, language }
    must(await house.ask(giveConsents, input, me))
    const [line] = await house.fresh.db.transact('identity', {}, (open) =>
      linesOf(open.tx({ actor: me }), id),
    )
    const { noticeHash, dataItems, recipients } = line!.record
    const item = shown.items.find(({ purpose }) => purpose === 'kyc-check')
    assert.deepEqual([language, noticeHash], ['ta', shown.hash])
    assert.deepEqual(
      { dataItems, recipients },
      { dataItems: item?.data, recipients: item?.recipients },
    )
  })

  it('is refused under another notice, for nothing, and with none to withdraw', async () => {
    const me = house.customer(await house.signedIn('9876500031'))
    const other = { ...(await under()), noticeVersion: 'another' }
    const unknown = await house.ask(giveConsents, { purposes: ['kyc-check'], ...other }, me)
    assert.deepEqual(unknown, { refused: 'unknown-notice' })
    const empty = await house.ask(giveConsents, { purposes: [], ...(await under()) }, me)
    assert.deepEqual(empty, { refused: 'nothing-given' })
    const none = await house.ask(withdrawConsent, { purpose: 'kyc-check' }, me)
    assert.deepEqual(none, { refused: 'not-given' })
  })

  it('withdrawn, says what the law keeps and why', async () => {
    const id = await house.signedIn('9876500032')
    const me = house.customer(id)
    must(await house.ask(giveConsents, { purposes: ['kyc-check'], ...(await under()) }, me))
    must(await house.ask(withdrawConsent, { purpose: 'kyc-check' }, me))
    const [blocked] = (await house.facts('identity.erasure-blocked')).slice(-1)
    assert.deepEqual(blocked?.data, { class: 'identity', reason: 'pmla-five-years' })
    assert.equal((await house.ask(contactOf, { customerId: id }, comms)).phone, '9876500032')
  })

  it('withdrawn for marketing, destroys that key and what lay under it, for good', async () => {
    const id = await house.signedIn('9876500033')
    const me = house.customer(id)
    must(await house.ask(giveConsents, { purposes: ['marketing-sms'], ...(await under()) }, me))
    await house.fresh.db.transact('identity', {}, async (open) => {
      const tx = open.tx({ actor: me })
      await keep(tx, id, 'liking', 'short loans in festive months')
    })
    must(await house.ask(withdrawConsent, { purpose: 'marketing-sms' }, me))
    const [erased] = (await house.facts('identity.data-erased')).filter(({ key }) => key === id)
    assert.equal((erased!.data as { class: string }).class, 'marketing')
    const left = await house.fresh.db.transact('identity', {}, (open) =>
      opened(open.tx({ actor: me }), id, 'liking'),
    )
    assert.deepEqual(left, {})
    const keys = await house.fresh.db.owner<{ wrapped: string | null }[]>`
      select wrapped from identity.data_key where customer_id = ${id} and class = 'marketing'`
    assert.deepEqual(
      keys.map(({ wrapped }) => wrapped),
      [null],
    )
  })

  it('leaves a record that the database itself will not alter', async () => {
    await assert.rejects(
      house.fresh.db.owner`update identity.consent_record set record = '{}'`,
      /never altered/,
    )
  })
})
