import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { person, personBy } from './person.ts'
import { balanceOf } from './purse.ts'
import { recordOf } from './record.ts'

const SEED = '1'
const people = Array.from({ length: 600 }, (_, n) => person(SEED, n))

describe('a person', () => {
  it('is the same for the same seed and number, and another for another seed', () => {
    assert.deepEqual(person('a', 42), person('a', 42))
    assert.notEqual(person('a', 42).phone, person('b', 42).phone)
  })

  it('is known again by phone, PAN and account number', () => {
    for (const { n, phone, pan, account } of people) {
      assert.equal(personBy(SEED, { phone })?.n, n)
      assert.equal(personBy(SEED, { pan })?.n, n)
      assert.equal(personBy(SEED, { account })?.n, n)
    }
  })

  it('shares neither phone, PAN nor account with anyone', () => {
    for (const field of ['phone', 'pan', 'account'] as const)
      assert.equal(new Set(people.map((one) => one[field])).size, people.length)
  })

  it('bears marks of the Indian forms (SPEC §6)', () => {
    for (const { phone, pan, ifsc, pinCode, name, dob } of people) {
      assert.match(phone, /^[6-9]\d{9}$/)
      assert.match(pan, /^[A-Z]{3}P[A-Z]\d{4}[A-Z]$/)
      assert.equal(pan[4], name.split(' ').at(-1)?.[0])
      assert.match(ifsc, /^[A-Z]{4}0[A-Z0-9]{6}$/)
      assert.match(pinCode, /^[1-9]\d{5}$/)
      assert.equal(date(dob), dob)
    }
  })

  it('is a stranger when nobody bears the phone', () => {
    const strangers = Array.from(
      { length: 500 },
      (_, i) => `98765${String(i * 173).padStart(5, '0')}`,
    )
    const known = strangers.filter((phone) => personBy(SEED, { phone }))
    assert.ok(known.length <= 1)
  })

  it('comes from ten language groups, and a few are rings on one device and address', () => {
    assert.equal(new Set(people.map((one) => one.language)).size, 10)
    const rings = Map.groupBy(
      people.filter((one) => one.ring !== undefined),
      (one) => one.ring,
    )
    assert.ok(rings.size >= 5)
    for (const ring of rings.values()) {
      assert.equal(new Set(ring.map((one) => one.device.id)).size, 1)
      assert.equal(new Set(ring.map((one) => one.address)).size, 1)
    }
  })
})

describe('what a person has', () => {
  it('is more after payday than before it, over the crowd', () => {
    const early = people.filter((one) => one.payday === 1)
    const total = (on: string) =>
      early.reduce((all, one) => all + balanceOf(SEED, one, date(on)), 0)
    assert.ok(total('2026-02-02') > 1.3 * total('2026-02-27'))
  })

  it('follows the hidden ability: the able bounce less', () => {
    const bounces = (crowd: typeof people) =>
      crowd.filter((one) => balanceOf(SEED, one, date('2026-02-20')) < one.salary * 0.15).length /
      crowd.length
    const able = bounces(people.filter((one) => one.hidden.ability > 0.7))
    const poor = bounces(people.filter((one) => one.hidden.ability < 0.4))
    assert.ok(able < poor, `${able} against ${poor}`)
  })

  it('is one credit story, whichever day it is read', () => {
    const now = recordOf(SEED, person(SEED, 5), date('2026-03-01'))
    const later = recordOf(SEED, person(SEED, 5), date('2026-05-01'))
    now.accounts.forEach((account, i) => {
      const history = later.accounts[i]?.dpdString.slice(6) ?? ''
      assert.ok(account.dpdString.startsWith(history.slice(0, 90)))
    })
  })

  it('scores from 300 to 900, or not at all for one in eight or so', () => {
    const records = people.map((one) => recordOf(SEED, one, date('2026-03-01')))
    const scores = records.flatMap((record) => (record.score === null ? [] : [record.score]))
    assert.ok(scores.every((score) => score >= 300 && score <= 900))
    const share = 1 - scores.length / people.length
    assert.ok(share > 0.06 && share < 0.2, `${share} new to credit`)
  })
})
