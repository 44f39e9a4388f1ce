import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, addMonths, date } from '#kernel/dates'
import { appsOn, messagesOf } from './handset.ts'
import { bets, movementsOf } from './passbook.ts'
import { person } from './person.ts'
import { balanceOf, lastPayday } from './purse.ts'
import { comparesLenders } from './shopping.ts'

const SEED = '1'
const people = Array.from({ length: 120 }, (_, n) => person(SEED, n + 1))
const [from, to] = [date('2026-01-01'), date('2026-04-30')]

describe('What moves in an account', () => {
  it('adds up, movement by movement, to what the purse holds each day', () => {
    for (const who of people) {
      const movements = movementsOf(SEED, who, from, to)
      let left: number | undefined
      for (const { kind, amount, balance, on } of movements) {
        assert.ok(amount > 0 && balance >= 0, `${who.n} on ${on}`)
        const by = kind === 'bounce' ? 0 : kind === 'salary' || kind === 'credit' ? amount : -amount
        if (left !== undefined) assert.equal(left + by, balance, `${who.n} on ${on}`)
        left = balance
      }
      const last = movements.at(-1)!
      assert.equal(last.balance, balanceOf(SEED, who, last.on))
    }
  })

  it('is the same however the time is cut', () => {
    for (const who of people.slice(0, 20)) {
      const whole = movementsOf(SEED, who, from, to)
      const eve = addDays(lastPayday(who, date('2026-03-20')), -1)
      for (const cut of [date('2026-02-11'), eve, addDays(eve, 1)]) {
        const first = movementsOf(SEED, who, from, cut)
        assert.deepEqual([...first, ...movementsOf(SEED, who, addDays(cut, 1), to)], whole)
      }
    }
  })

  it('brings the salary monthly, and bounces more to the less able', () => {
    const salaried = people.filter((one) => one.occupation === 'salaried')
    for (const who of salaried.slice(0, 30)) {
      const salaries = movementsOf(SEED, who, from, to).filter(({ kind }) => kind === 'salary')
      assert.ok(salaries.length <= 4)
      assert.ok(salaries.every(({ amount }) => amount === who.salary))
    }
    const bounces = (crowd: typeof people) =>
      crowd.flatMap((who) => movementsOf(SEED, who, from, to)).filter((m) => m.kind === 'bounce')
        .length / crowd.length
    const able = bounces(people.filter((one) => one.hidden.ability > 0.75))
    const poor = bounces(people.filter((one) => one.hidden.ability < 0.45))
    assert.ok(poor > able, `${poor} against ${able}`)
  })
})

describe('A phone', () => {
  it('holds messages in their order, each at an instant of its own, some of them OTPs', () => {
    const all = people.flatMap((who) => {
      const messages = messagesOf(SEED, who, from, to)
      const times = messages.map(({ atMs }) => atMs)
      assert.deepEqual(
        times,
        [...new Set(times)].toSorted((a, b) => a - b),
      )
      assert.ok(messages.every(({ body }) => body !== '' && !body.includes('{')))
      return messages
    })
    const perMonth = all.length / people.length / 4
    assert.ok(perMonth > 8 && perMonth < 30, `${perMonth} a month`)
    for (const words of [/OTP/, /pre-approved/, /EMI/, /salary/i, /balance/i]) {
      assert.ok(
        all.some(({ body }) => words.test(body)),
        String(words),
      )
    }
  })

  it('of a person in need holds more lenders’ apps, and of a bettor the games', () => {
    const share = (crowd: typeof people, name: RegExp) =>
      crowd.flatMap((who) => appsOn(SEED, who, to)).filter((one) => name.test(one.package)).length /
      crowd.length
    const lenders = /kreditbee|moneyview|mpokket|naviapp|earlysalary/
    const able = people.filter((one) => one.hidden.ability > 0.75)
    const poor = people.filter((one) => one.hidden.ability < 0.45)
    assert.ok(share(poor, lenders) > share(able, lenders))
    const bettors = people.filter((one) => bets(SEED, one))
    assert.ok(share(bettors, /dream11/) > 0.3)
  })

  it('declares either all apps or those of money only, and changes over the months', () => {
    const declaring = people.filter((who) => appsOn(SEED, who, to).some((one) => one.declared))
    assert.ok(declaring.length > 15)
    for (const who of declaring) {
      assert.ok(!appsOn(SEED, who, to).some((one) => one.package === 'com.whatsapp'))
    }
    const names = (who: (typeof people)[number], on: typeof to) =>
      appsOn(SEED, who, on).map((one) => one.package)
    const changed = people.filter(
      (who) => String(names(who, to)) !== String(names(who, addMonths(to, -10))),
    )
    assert.ok(changed.length > 20)
  })

  it('tells of other lenders from the day its owner went to compare them, not before', () => {
    const who = people.find((one) => comparesLenders(SEED, one))!
    const since = date('2026-03-10')
    const seen = (on: string) => appsOn(SEED, who, date(on), since).map((one) => one.package)
    const [before, after] = [seen('2026-03-09'), seen('2026-03-16')]
    assert.deepEqual(
      before,
      appsOn(SEED, who, date('2026-03-09')).map((one) => one.package),
    )
    assert.ok(after.length > before.length && new Set(after).size === after.length)
    const told = messagesOf(SEED, who, since, to, since)
    const others = told.length - messagesOf(SEED, who, since, to).length
    assert.ok(others >= 3 && others <= 5, `${others} lenders`)
    const times = told.map(({ atMs }) => atMs)
    assert.deepEqual(
      times,
      [...new Set(times)].toSorted((a, b) => a - b),
    )
  })
})
