import assert from 'node:assert/strict'
import { test } from 'node:test'
import { date, type LocalDate } from '#kernel/dates'
import type { House } from '../../platform/runtime/house.ts'
import { simulate, told, type Life } from '../../scripts/simulate.ts'
import { differences, lifeOf } from './sameness.ts'

const life: Life = { people: 4, months: 1, seed: '5', faults: 'low', from: date('2026-01-01') }

/** What the life was, seen after its last day. */
async function livedOnce(of: Life) {
  let seen: Awaited<ReturnType<typeof lifeOf>> | undefined
  const lived = await simulate(of, undefined, async (house, day) => {
    if (day >= '2026-01-31') seen = await lifeOf(house)
  })
  assert.deepEqual(lived.broken, [])
  return seen
}

test('the same seed lives the same life twice, also side by side', async () => {
  const [first, second] = await Promise.all([livedOnce(life), livedOnce(life)])
  assert.ok(first && first.books.length > 10, 'money moved')
  assert.deepEqual(second?.books, first.books)
  assert.deepEqual(differences(first.people, second?.people ?? []), [])
})

const spoil: readonly [what: string, says: RegExp, spoils: (house: House) => Promise<unknown>][] = [
  [
    'a loan whose row is not what its facts say',
    /^loan_.*the status is "closed"/,
    ({ db }) => db.owner`update lending.loan set status = 'closed' where status = 'active'`,
  ],
  [
    'a posting that was changed behind the trigger’s back',
    /^entry jrn_.* is off by 100 paise$/,
    ({ db }) =>
      db.owner.begin(async (sql) => {
        await sql`set local role dhara_lending`
        await sql`alter table lending.posting disable trigger posting_kept`
        await sql`
          update lending.posting set debit = debit + 100
           where debit > 0 and (journal_id, line) = (
             select journal_id, line from lending.posting where debit > 0 limit 1)`
        await sql`alter table lending.posting enable trigger posting_kept`
      }),
  ],
]
for (const [what, says, spoils] of spoil) {
  test(`${what} is found on the same day, named, and ends the run with 1`, async (t) => {
    let spoiltOn: LocalDate | undefined
    const lived = await simulate({ ...life, faults: 'none' }, undefined, async (house, day) => {
      const [row] = await house.db.owner`
        select from lending.loan l join lending.posting on true where l.status = 'active' limit 1`
      if (row === undefined || spoiltOn !== undefined) return
      spoiltOn = day
      await spoils(house)
    })
    assert.ok(spoiltOn, 'there was a loan to spoil')
    assert.equal(lived.lived, spoiltOn)
    assert.match(lived.broken[0] ?? '', says)
    const printed = t.mock.method(console, 'error', () => {})
    assert.equal(told(lived, false), 1)
    assert.ok(
      String(printed.mock.calls[0]?.arguments[0]).includes(`seed ${life.seed}, ${spoiltOn}`),
    )
  })
}
