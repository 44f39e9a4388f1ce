/** Every stage a person can wait in has hours of its own in the shipped standard, and no other. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { chartOf } from '#platform/journeys'
import { freshDatabase } from '#test/database'
import { modules } from '../main.ts'

/** Not final by its chart, for money may come back from there; yet nobody waits in it. */
const RESTING: { readonly [journey: string]: readonly string[] } = {
  'payments.payout': ['succeeded'],
}

it('The lender’s standard speaks of each stage of each journey', async () => {
  const house = await freshDatabase({ modules: ['rules'] })
  try {
    const rows = await house.db.owner<{ code: string; value: object }[]>`
      select code, value from rules.rule
       where code like 'lender.stage-hours.%' and effective_to is null`
    const known = Object.fromEntries(
      rows.map(({ code, value }) => [code.slice('lender.stage-hours.'.length), value]),
    )
    const charts = (await modules()).flatMap(({ journeys = [] }) => journeys.map(chartOf))
    assert.ok(charts.length > 2)
    for (const { journey, steps } of charts) {
      const resting = RESTING[journey] ?? []
      const waited = steps.filter(({ final, step }) => !final && !resting.includes(step))
      const told = Object.keys(known[journey] ?? {})
      assert.deepEqual(told.toSorted(), waited.map(({ step }) => step).toSorted(), journey)
    }
  } finally {
    await house.drop()
  }
})
