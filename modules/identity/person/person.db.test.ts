import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Fact } from '#kernel/contract'
import { must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { moduleNamed, staff } from '#test/doorstep'
import {
  accountOf,
  accountOwner,
  chooseLanguage,
  contactOf,
  contactsOf,
  findPerson,
  keepAccount,
  keepPan,
  keepProfile,
  namesOf,
  peopleAtPin,
  profileOf,
  revealPerson,
} from '../contract.ts'
import { comms, openThreshold, type Threshold } from '../login/threshold.suite.ts'
import { module } from '../module.ts'

let house: Threshold
before(async () => {
  house = await openThreshold()
})
after(() => house[Symbol.asyncDispose]())

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

describe('A person', () => {
  it('is told whole to who must know, and masked at rest', async () => {
    const id = await house.signedIn('9876500010')
    const me = house.customer(id)
    must(await house.ask(keepProfile, profile, me))
    must(await house.ask(keepPan, { pan: 'ABCPE1234F' }, me))
    const known = await house.ask(profileOf, { customerId: id }, moduleNamed('kyc'))
    assert.deepEqual(known, { ...profile, phone: '9876500010', pan: 'ABCPE1234F', language: 'en' })
    const contact = await house.ask(contactOf, { customerId: id }, comms)
    assert.deepEqual(contact, { phone: '9876500010', name: 'Asha Verma', language: 'en' })
    await house.ask(chooseLanguage, { language: 'kn' }, me)
    assert.equal((await house.ask(contactOf, { customerId: id }, comms)).language, 'kn')

    const [row] = await house.fresh.db.owner<{ name: string; phone: string; pan: string }[]>`
      select name, phone, pan from identity.person where id = ${id}`
    assert.deepEqual({ ...row }, { name: 'A•••• V••••', phone: '••••••0010', pan: 'ABC•••••4F' })
    const sealed = await house.fresh.db.owner`select * from identity.sealed`
    for (const plain of ['Asha', 'ABCPE1234F', '9876500010', 'Mysuru'])
      assert.ok(!JSON.stringify(sealed).includes(plain))
    assert.ok(!JSON.stringify(await house.facts()).includes('Asha'))
  })

  it('is refused under age, with an impossible birth date, with a company’s PAN', async () => {
    const me = house.customer(await house.signedIn('9876500011'))
    const young = await house.ask(keepProfile, { ...profile, birthDate: '2008-06-01' }, me)
    assert.deepEqual(young, { refused: 'under-age' })
    const none = await house.ask(keepProfile, { ...profile, birthDate: '1995-02-30' }, me)
    assert.deepEqual(none, { refused: 'birth-date-impossible' })
    const firm = await house.ask(keepPan, { pan: 'AAACI1234A' }, me)
    assert.deepEqual(firm, { refused: 'not-a-person' })
  })

  it('is found by phone and by PAN', async () => {
    const id = await house.signedIn('9876500012')
    must(await house.ask(keepPan, { pan: 'BBBPE1234F' }, house.customer(id)))
    const ops = staff('meera', 'ops')
    const byPhone = await house.ask(findPerson, { phone: '+919876500012' }, ops)
    const byPan = await house.ask(findPerson, { pan: 'BBBPE1234F' }, ops)
    assert.deepEqual([byPhone.customerIds, byPan.customerIds], [[id], [id]])
    assert.deepEqual((await house.ask(findPerson, { phone: '9000000000' }, ops)).customerIds, [])
  })

  it('is found by all the words of their name as it stands now, and rests unnamed', async () => {
    const [asha, other] = [await house.signedIn('9876500017'), await house.signedIn('9876500018')]
    const ops = staff('meera', 'ops')
    const found = async (name: string) => (await house.ask(findPerson, { name }, ops)).customerIds
    const named = async (id: Id<'cus'>, name: string) => {
      must(await house.ask(keepProfile, { ...profile, name }, house.customer(id)))
      const kept = (await house.facts('identity.profile-kept')).filter(({ key }) => key === id)
      await house.react(module, 'mark-name', kept)
    }
    await named(asha, 'Asha Kumari Iyer')
    await named(other, 'Asha Pillai')
    assert.deepEqual(await found('iyer ASHA'), [asha])
    assert.deepEqual(await found('Asha'), [asha, other])
    assert.deepEqual(await found('Asha Nobody'), [])
    assert.deepEqual(await found('. .'), [])
    await named(asha, 'Asha Pillai')
    assert.deepEqual(await found('Asha Iyer'), [])
    const marks = await house.fresh.db.owner`select * from identity.name_mark`
    assert.ok(!JSON.stringify(marks).toLowerCase().includes('pillai'))
  })

  it('is found by e-mail, and with all others at a PIN code, as the profile says now', async () => {
    const [asha, ravi] = [await house.signedIn('9876500030'), await house.signedIn('9876500031')]
    const kept = async (id: Id<'cus'>, more: object) => {
      must(await house.ask(keepProfile, { ...profile, ...more }, house.customer(id)))
      const facts = (await house.facts('identity.profile-kept')).filter(({ key }) => key === id)
      await house.react(module, 'mark-profile', facts)
    }
    const ops = staff('meera', 'ops')
    const mailed = async (email: string) =>
      (await house.ask(findPerson, { email }, ops)).customerIds
    const at = async (pinCode: string) =>
      (await house.ask(peopleAtPin, { pinCode }, moduleNamed('monitor'))).customerIds
    await kept(asha, { email: 'Asha.V@Example.in', pinCode: '560034' })
    await kept(ravi, { pinCode: '560034' })
    assert.deepEqual(await mailed('asha.v@example.IN'), [asha])
    assert.deepEqual((await at('560034')).toSorted(), [asha, ravi].toSorted())
    await kept(asha, { email: 'other@example.in', pinCode: '110001' })
    assert.deepEqual([await mailed('asha.v@example.in'), await at('560034')], [[], [ravi]])
    assert.deepEqual(await at('400001'), [])
    const marks = JSON.stringify(await house.fresh.db.owner`select * from identity.profile_mark`)
    for (const plain of ['example', '560034', '110001']) assert.ok(!marks.includes(plain), plain)
  })

  it('is shown whole to the staff only on the record, with a purpose', async () => {
    const id = await house.signedIn('9876500013')
    must(await house.ask(keepProfile, profile, house.customer(id)))
    const input = { customerId: id, purpose: 'calls about their payout' }
    const seen = must(await house.ask(revealPerson, input, staff('meera', 'ops')))
    assert.deepEqual(seen, { name: 'Asha Verma', phone: '9876500013', address: profile.address })
    const [revealed] = (await house.facts('identity.person-revealed')).slice(-1)
    assert.equal(revealed?.actor.id, 'stf_meera')
    assert.deepEqual(revealed?.data, { ...input, fields: ['name', 'phone', 'address'] })
    const nobody = { ...input, customerId: 'cus_nobody' as Id<'cus'> }
    const answer = await house.ask(revealPerson, nobody, staff('meera', 'ops'))
    assert.deepEqual(answer, { refused: 'unknown-person' })
  })

  it('is reached by what they told us; a role sees of it what their door masks', async () => {
    const id = await house.signedIn('9876500033')
    const mailed = { ...profile, email: 'asha@example.in' }
    must(await house.ask(keepProfile, mailed, house.customer(id)))
    const told = await house.ask(contactsOf, { customerId: id }, staff('meera', 'support'))
    const address = `${profile.address}, ${profile.pinCode}`
    const known = { phone: '9876500033', email: 'asha@example.in', address, language: 'en' }
    assert.deepEqual(told, known)
  })

  it('keeps one account once, its number under the books’ key', async () => {
    const id = await house.signedIn('9876500014')
    const account = { accountNumber: '123456789012', ifsc: 'HDFC0000123' }
    const first = must(await house.ask(keepAccount, account, house.customer(id)))
    const again = must(await house.ask(keepAccount, account, house.customer(id)))
    assert.deepEqual(again, { accountId: first.accountId, ending: '9012' })
    const told = await house.ask(accountOf, { accountId: first.accountId }, moduleNamed('payments'))
    assert.deepEqual(told, { customerId: id, ...account })
    const { accountId } = first
    const owned = await house.ask(accountOwner, { accountId }, moduleNamed('lending'))
    const { accountHash } = owned
    assert.deepEqual(owned, { customerId: id, personId: id, accountHash })
    const other = await house.signedIn('9876500016')
    const theirs = must(await house.ask(keepAccount, account, house.customer(other)))
    const elsewhere = { ...account, ifsc: 'ICIC0000123' }
    const third = must(await house.ask(keepAccount, elsewhere, house.customer(other)))
    const hashFor = async (of: { accountId: Id<'acc'> }) =>
      (await house.ask(accountOwner, { accountId: of.accountId }, moduleNamed('kyc'))).accountHash
    assert.deepEqual([await hashFor(theirs), accountHash], [accountHash, accountHash])
    assert.notEqual(await hashFor(third), accountHash)
    assert.ok(!JSON.stringify(owned).includes('123456789012'))
    const nobodys = { accountId: 'acc_none' as Id<'acc'> }
    assert.deepEqual(await house.ask(accountOwner, nobodys, moduleNamed('lending')), {})
    const [key] = await house.fresh.db.owner<{ class: string }[]>`
      select class from identity.sealed where field = ${`account:${first.accountId}`}`
    assert.equal(key?.class, 'books')
  })

  it('is named for screens', async () => {
    const id = await house.signedIn('9876500015')
    must(await house.ask(keepProfile, profile, house.customer(id)))
    const { people } = await house.ask(namesOf, { customerIds: [id] }, moduleNamed('monitor'))
    assert.deepEqual(people, [{ customerId: id, name: 'Asha Verma', phone: '9876500015' }])
  })
})

describe('Two records of one person', () => {
  it('become one when the PAN is verified, and only then', async () => {
    const [elder, younger] = [
      await house.signedIn('9876500020'),
      await house.signedIn('9876500021'),
    ]
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
