import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { date } from '#kernel/dates'
import { day, facts, factsOf, shore, START, type Shore } from './lake.fixture.ts'

let s: Shore
before(async () => {
  s = await shore()
})
after(() => s.drop())

const round = { warmFrom: day(-400), chillBefore: date('2020-01-01') }

describe('A history', () => {
  it('spans the tiers in order, each fact once', async () => {
    await s.log.append(facts(150, START))
    await s.log.append(facts(80, START, 'other'))
    s.wall.at = day(5)
    await s.lake().tend({ ...round, warmFrom: day(3) })
    await s.log.append(facts(80, day(5)))
    await s.lake().pour()
    await s.log.append(facts(80, day(5)))
    const ask = { customerIds: ['cus_7', 'cus_8'], from: day(-1), to: day(9) }
    const { facts: told, more } = await s.lake().history(ask, s.log)
    const wanted = [
      ...(await factsOf(s.log, 'alpha')).values(),
      ...(await factsOf(s.log, 'other')).values(),
    ]
      .flat()
      .filter((fact) => fact.key === 'cus_7' || fact.key === 'cus_8')
      .toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1))
    assert.deepEqual(
      told.map((one) => one.fact),
      wanted,
    )
    assert.equal(more, false)
    assert.deepEqual([...new Set(told.map((one) => one.tier))], ['cold', 'warm'])
    const few = await s.lake().history({ ...ask, max: 3 }, s.log)
    assert.deepEqual([few.facts.map((one) => one.fact), few.more], [wanted.slice(-3), true])
    const early = await s.lake().history({ ...ask, to: day(1) }, s.log)
    assert.deepEqual(
      early.facts.map((one) => one.fact),
      wanted.filter((f) => f.at < day(1)),
    )
  })
})
