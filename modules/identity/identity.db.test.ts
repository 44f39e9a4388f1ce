import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { isRefused, must } from '#kernel/decider'
import { later } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { moduleNamed, openDoorstep, staff, visitor, type Doorstep } from '#test/doorstep'
import {
  accountOf,
  consentLive,
  contactOf,
  enrolStaff,
  findPerson,
  giveConsents,
  keepAccount,
  keepPan,
  keepProfile,
  myConsents,
  namesOf,
  noticeOf,
  openCode,
  profileOf,
  requestOtp,
  revealPerson,
  suspendStaff,
  verifyOtp,
  verifyStaff,
  withdrawConsent,
} from './contract.ts'
import { brokenLine } from './consent/consent.ts'
import { linesOf } from './consent/store.ts'
import { hashOf } from './engines/seal.ts'
import { codeAt } from './engines/totp.ts'
import { module } from './module.ts'
import { keep } from './vault/commands.ts'
import { opened } from './vault/queries.ts'

let house: Doorstep
before(async () => {
  house = await openDoorstep([module])
})
after(() => house[Symbol.asyncDispose]())

const gateway = moduleNamed('gateway')
const comms = moduleNamed('comms')

type Issued = { otpId: Id<'otp'>; codeSealed: string }
type Customer = Id<'cus'>

/** The code as the person reads it in the SMS. */
async function codeSent(otpId: string): Promise<string> {
  const issued = await house.told<Issued>('identity.otp-issued')
  const { codeSealed } = issued.find((one) => one.otpId === otpId)!
  return (await house.ask(openCode, { codeSealed }, comms)).code
}

async function signedIn(phone: string): Promise<Customer> {
  const { otpId } = must(await house.ask(requestOtp, { phone }, visitor))
  const code = await codeSent(otpId)
  return must(await house.ask(verifyOtp, { otpId, code }, gateway)).customerId
}

const profile = {
  name: 'Asha Verma',
  birthDate: '1995-03-09',
  gender: 'female',
  occupation: 'salaried',
  employer: 'Kaveri Mills',
  monthlyIncome: rupees('45000'),
  address: '12 Lake Road, Mysuru',
  pinCode: '570001',
} as const

describe('Signing in by phone', () => {
  it('mints one customer for one phone, however it is written', async () => {
    const first = await signedIn('9876543210')
    const second = await signedIn('+919876543210')
    assert.equal(first, second)
    const minted = await house.facts('identity.customer-minted')
    assert.equal(minted.filter(({ key }) => key === first).length, 1)
  })

  it('mints one customer when two ask at once', async () => {
    const ask = () => house.ask(requestOtp, { phone: '9876500001' }, visitor)
    const asked = await Promise.all([ask(), ask(), ask()])
    const ids = asked.map((answer) => must(answer).otpId)
    const issued = await house.facts('identity.otp-issued')
    const keys = issued.filter(({ data }) => ids.includes((data as Issued).otpId)).map((f) => f.key)
    assert.equal(keys.length, 3)
    assert.equal(new Set(keys).size, 1)
  })

  it('leaves neither the phone nor the code in events or rows', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500002' }, visitor))
    const code = await codeSent(otpId)
    const text = JSON.stringify(await house.facts())
    assert.ok(!text.includes('9876500002'))
    const [row] = await house.fresh.db.owner`select * from identity.otp where id = ${otpId}`
    assert.ok(!JSON.stringify(row).includes(code))
    const people = await house.fresh.db.owner`select * from identity.person`
    assert.ok(!JSON.stringify(people).includes('9876500002'))
  })

  it('refuses wrong codes and burns at the fifth, and then even the right one', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500003' }, visitor))
    const code = await codeSent(otpId)
    const wrong = code === '000000' ? '000001' : '000000'
    const told: string[] = []
    for (let i = 0; i < 5; i++) {
      const answer = await house.ask(verifyOtp, { otpId, code: wrong }, gateway)
      if (isRefused(answer)) told.push(answer.refused)
    }
    assert.deepEqual(told, [...Array(4).fill('wrong-code'), 'too-many-attempts'])
    const late = await house.ask(verifyOtp, { otpId, code }, gateway)
    assert.deepEqual(late, { refused: 'too-many-attempts' })
    assert.equal((await house.told<Issued>('identity.otp-burnt')).at(-1)?.otpId, otpId)
  })

  it('refuses a code that served, and one never issued', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500004' }, visitor))
    const code = await codeSent(otpId)
    must(await house.ask(verifyOtp, { otpId, code }, gateway))
    const again = await house.ask(verifyOtp, { otpId, code }, gateway)
    assert.deepEqual(again, { refused: 'code-expired' })
    const made = { otpId: 'otp_1' as Id<'otp'>, code }
    assert.deepEqual(await house.ask(verifyOtp, made, gateway), { refused: 'wrong-code' })
  })

  it('lets two entries of one code at once in only once', async () => {
    const { otpId } = must(await house.ask(requestOtp, { phone: '9876500005' }, visitor))
    const code = await codeSent(otpId)
    const enter = () => house.ask(verifyOtp, { otpId, code }, gateway)
    const answers = await Promise.all([enter(), enter()])
    assert.equal(answers.filter((answer) => !isRefused(answer)).length, 1)
  })

  it('refuses a sixth code within ten minutes', async () => {
    const ask = () => house.ask(requestOtp, { phone: '9876500006' }, visitor)
    for (let i = 0; i < 5; i++) must(await ask())
    assert.deepEqual(await ask(), { refused: 'too-many-codes' })
  })

  it('ties the install to the customer once the code is right, not before', async () => {
    const installId = 'ins_1' as Id<'ins'>
    const phone = '9876500007'
    const { otpId } = must(await house.ask(requestOtp, { phone, installId }, visitor))
    assert.deepEqual(await house.told('identity.install-linked'), [])
    const code = await codeSent(otpId)
    const { customerId } = must(await house.ask(verifyOtp, { otpId, code }, gateway))
    assert.deepEqual(await house.told('identity.install-linked'), [{ installId, customerId }])
  })
})

describe('A person', () => {
  it('is told whole to who must know, and masked at rest', async () => {
    const id = await signedIn('9876500010')
    const me = house.customer(id)
    must(await house.ask(keepProfile, profile, me))
    must(await house.ask(keepPan, { pan: 'ABCPE1234F' }, me))
    const known = await house.ask(profileOf, { customerId: id }, moduleNamed('kyc'))
    assert.deepEqual(known, { ...profile, phone: '9876500010', pan: 'ABCPE1234F', language: 'en' })
    const contact = await house.ask(contactOf, { customerId: id }, comms)
    assert.deepEqual(contact, { phone: '9876500010', name: 'Asha Verma', language: 'en' })

    const [row] = await house.fresh.db.owner<{ name: string; phone: string; pan: string }[]>`
      select name, phone, pan from identity.person where id = ${id}`
    assert.deepEqual({ ...row }, { name: 'A•••• V••••', phone: '••••••0010', pan: 'ABC•••••4F' })
    const sealed = await house.fresh.db.owner`select * from identity.sealed`
    for (const plain of ['Asha', 'ABCPE1234F', '9876500010', 'Mysuru'])
      assert.ok(!JSON.stringify(sealed).includes(plain))
    assert.ok(!JSON.stringify(await house.facts()).includes('Asha'))
  })

  it('is refused under age, with an impossible birth date, with a company’s PAN', async () => {
    const me = house.customer(await signedIn('9876500011'))
    const young = await house.ask(keepProfile, { ...profile, birthDate: '2008-06-01' }, me)
    assert.deepEqual(young, { refused: 'under-age' })
    const none = await house.ask(keepProfile, { ...profile, birthDate: '1995-02-30' }, me)
    assert.deepEqual(none, { refused: 'birth-date-impossible' })
    const firm = await house.ask(keepPan, { pan: 'AAACI1234A' }, me)
    assert.deepEqual(firm, { refused: 'not-a-person' })
  })

  it('is found by phone and by PAN', async () => {
    const id = await signedIn('9876500012')
    must(await house.ask(keepPan, { pan: 'BBBPE1234F' }, house.customer(id)))
    const ops = staff('meera', 'ops')
    const byPhone = await house.ask(findPerson, { phone: '+919876500012' }, ops)
    const byPan = await house.ask(findPerson, { pan: 'BBBPE1234F' }, ops)
    assert.deepEqual([byPhone.customerIds, byPan.customerIds], [[id], [id]])
    assert.deepEqual((await house.ask(findPerson, { phone: '9000000000' }, ops)).customerIds, [])
  })

  it('is shown whole to the staff only on the record, with a purpose', async () => {
    const id = await signedIn('9876500013')
    must(await house.ask(keepProfile, profile, house.customer(id)))
    const input = { customerId: id, purpose: 'calls about their payout' }
    const seen = must(await house.ask(revealPerson, input, staff('meera', 'ops')))
    assert.deepEqual(seen, { name: 'Asha Verma', phone: '9876500013', address: profile.address })
    const [revealed] = (await house.facts('identity.person-revealed')).slice(-1)
    assert.equal(revealed?.actor.id, 'stf_meera')
    assert.deepEqual(revealed?.data, { ...input, fields: ['name', 'phone', 'address'] })
    const nobody = { ...input, customerId: 'cus_nobody' as Customer }
    const answer = await house.ask(revealPerson, nobody, staff('meera', 'ops'))
    assert.deepEqual(answer, { refused: 'unknown-person' })
  })

  it('keeps one account once, its number under the books’ key', async () => {
    const id = await signedIn('9876500014')
    const account = { accountNumber: '123456789012', ifsc: 'HDFC0000123' }
    const first = must(await house.ask(keepAccount, account, house.customer(id)))
    const again = must(await house.ask(keepAccount, account, house.customer(id)))
    assert.deepEqual(again, { accountId: first.accountId, ending: '9012' })
    const told = await house.ask(accountOf, { accountId: first.accountId }, moduleNamed('payments'))
    assert.deepEqual(told, { customerId: id, ...account })
    const [key] = await house.fresh.db.owner<{ class: string }[]>`
      select class from identity.sealed where field = ${`account:${first.accountId}`}`
    assert.equal(key?.class, 'books')
  })

  it('is named for screens', async () => {
    const id = await signedIn('9876500015')
    must(await house.ask(keepProfile, profile, house.customer(id)))
    const { people } = await house.ask(namesOf, { customerIds: [id] }, moduleNamed('monitor'))
    assert.deepEqual(people, [{ customerId: id, name: 'Asha Verma', phone: '9876500015' }])
  })
})

describe('Two records of one person', () => {
  it('become one when the PAN is verified, and only then', async () => {
    const [elder, younger] = [await signedIn('9876500020'), await signedIn('9876500021')]
    must(await house.ask(keepPan, { pan: 'CCCPE1234F' }, house.customer(elder)))
    const answer = must(await house.ask(keepPan, { pan: 'CCCPE1234F' }, house.customer(younger)))
    assert.deepEqual(answer, { panKnown: true })
    assert.deepEqual(await house.told('identity.person-merged'), [])

    const [minted] = await house.facts('identity.customer-minted')
    const verified = { ...minted!, type: 'kyc.pan-verified', key: younger } as Fact
    await house.react(module, 'merge-person', [verified, verified])
    const merged = [{ customerId: younger, into: elder }]
    assert.deepEqual(await house.told('identity.person-merged'), merged)
  })
})

describe('Consent', () => {
  const under = async () => {
    const { noticeId, version } = await house.ask(noticeOf, { language: 'hi' }, visitor)
    return { noticeId, noticeVersion: version, language: 'hi' } as const
  }

  it('is given purpose by purpose, once, and is live until withdrawn', async () => {
    const id = await signedIn('9876500030')
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
    assert.equal((fact?.data as { evidenceHash: string }).evidenceHash, lines[0]?.evidenceHash)
  })

  it('is refused under another notice, for nothing, and its withdrawal when none was given', async () => {
    const me = house.customer(await signedIn('9876500031'))
    const other = { ...(await under()), noticeVersion: 'another' }
    const unknown = await house.ask(giveConsents, { purposes: ['kyc-check'], ...other }, me)
    assert.deepEqual(unknown, { refused: 'unknown-notice' })
    const empty = await house.ask(giveConsents, { purposes: [], ...(await under()) }, me)
    assert.deepEqual(empty, { refused: 'nothing-given' })
    const none = await house.ask(withdrawConsent, { purpose: 'kyc-check' }, me)
    assert.deepEqual(none, { refused: 'not-given' })
  })

  it('withdrawn, says what the law keeps and why', async () => {
    const id = await signedIn('9876500032')
    const me = house.customer(id)
    must(await house.ask(giveConsents, { purposes: ['kyc-check'], ...(await under()) }, me))
    must(await house.ask(withdrawConsent, { purpose: 'kyc-check' }, me))
    const [blocked] = (await house.facts('identity.erasure-blocked')).slice(-1)
    assert.deepEqual(blocked?.data, { class: 'identity', reason: 'pmla-five-years' })
    assert.equal((await house.ask(contactOf, { customerId: id }, comms)).phone, '9876500032')
  })

  it('withdrawn for marketing, destroys that key and what lay under it, for good', async () => {
    const id = await signedIn('9876500033')
    const me = house.customer(id)
    must(await house.ask(giveConsents, { purposes: ['marketing-sms'], ...(await under()) }, me))
    await house.fresh.db.transact('identity', {}, async (open) => {
      const tx = open.tx({ actor: me })
      await keep(tx, id, 'liking', 'short loans in festive months')
    })
    must(await house.ask(withdrawConsent, { purpose: 'marketing-sms' }, me))
    const [erased] = (await house.facts('identity.data-erased')).filter(({ key }) => key === id)
    assert.equal((erased?.data as { class: string }).class, 'marketing')
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

describe('The staff', () => {
  const admin = staff('root', 'admin')
  const enrol = async (login: string) =>
    must(
      await house.ask(enrolStaff, { login, password: 'seven small boats', roles: ['ops'] }, admin),
    )

  it('signs in with password and code, each code once', async () => {
    const { staffId, totpSecret } = await enrol('meera')
    const totp = codeAt(totpSecret, Date.now())
    const given = { login: 'meera', password: 'seven small boats', totp }
    const answer = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(answer, { staffId, roles: ['ops'] })
    const again = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(again, { refused: 'wrong-credentials' })
  })

  it('is locked out at the fifth wrong password, the right one too', async () => {
    const { staffId, totpSecret } = await enrol('ravi')
    const totp = codeAt(totpSecret, Date.now())
    const told: string[] = []
    for (const password of [...Array(5).fill('wrong'), 'seven small boats']) {
      const answer = await house.ask(verifyStaff, { login: 'ravi', password, totp }, gateway)
      if (isRefused(answer)) told.push(answer.refused)
    }
    assert.deepEqual(told, [...Array(4).fill('wrong-credentials'), 'locked', 'locked'])
    const [locked] = await house.told<{ staffId: string }>('identity.staff-locked')
    assert.equal(locked?.staffId, staffId)
  })

  it('is not told whether a login exists', async () => {
    const nobody = { login: 'nobody', password: 'x', totp: '000000' }
    const answer = await house.ask(verifyStaff, nobody, gateway)
    assert.deepEqual(answer, { refused: 'wrong-credentials' })
  })

  it('is enrolled once, with a role and a strong password', async () => {
    await enrol('leela')
    const roles: ['ops'] = ['ops']
    const ask = (login: string, password: string, as: 'ops'[] = roles) =>
      house.ask(enrolStaff, { login, password, roles: as }, admin)
    assert.deepEqual(await ask('leela', 'seven small boats'), { refused: 'login-taken' })
    assert.deepEqual(await ask('arun', 'short'), { refused: 'weak-password' })
    assert.deepEqual(await ask('arun', 'seven small boats', []), { refused: 'no-role' })
  })

  it('once suspended, does not come in; nobody suspends themselves', async () => {
    const { staffId, totpSecret } = await enrol('gopal')
    must(await house.ask(suspendStaff, { staffId }, admin))
    const totp = codeAt(totpSecret, Date.now())
    const given = { login: 'gopal', password: 'seven small boats', totp }
    const answer = await house.ask(verifyStaff, given, gateway)
    assert.deepEqual(answer, { refused: 'wrong-credentials' })
    const self = await house.ask(suspendStaff, { staffId: 'stf_root' as Id<'stf'> }, admin)
    assert.deepEqual(self, { refused: 'oneself' })
    const none = await house.ask(suspendStaff, { staffId: 'stf_none' as Id<'stf'> }, admin)
    assert.deepEqual(none, { refused: 'unknown-staff' })
  })
})

describe('A code', () => {
  it('lapses after ten business minutes', async () => {
    const { expiresAt } = must(await house.ask(requestOtp, { phone: '9876500040' }, visitor))
    assert.equal(expiresAt, later(house.fresh.clock.now(), 600_000))
  })
})
