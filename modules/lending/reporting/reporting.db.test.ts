import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { InputOf } from '#kernel/contract'
import { addDays, addMonths, atTime, date, daysBetween } from '#kernel/dates'
import { id } from '#kernel/ids'
import { rupees } from '#kernel/money'
import { FileDue, type addRecords } from '#modules/bureau'
import { ProfileKept } from '#modules/identity'
import { book } from '../loan/commands.ts'
import { disbursed, lone, openLender, receive, today } from '../lending.fixture.ts'

before(openLender)
after(() => lone?.drop())

type Told = InputOf<typeof addRecords>
const firstDueOn = addMonths(today, 1)
/** The second instalment is due after it, and a file was made before. */
const [since, asOn] = [addDays(firstDueOn, 12), addDays(firstDueOn, 15)]

async function told(kind: 'incremental' | 'full') {
  const due = { fileId: id('fil', kind), asOn, kind, since, fullSince: date('2026-01-31') }
  await lone.hear(FileDue(due), 'sys_bureau')
  await lone.settle(true)
  const { input } = lone.last<{ input: Told }>('bureau.asked')!
  return new Map(input.tradelines.map((line) => [line.loanId, line]))
}

describe('A bureau file', () => {
  it('hears of all when full, else of what changed, loan or borrower, and arrears', async () => {
    const [punctual, late] = [await disbursed(), await disbursed()]
    const look = async (...loans: (typeof late)[]) => {
      for (const { loanId } of loans) await lone.inside((tx) => book(tx, loanId, []))
      await lone.settle(true)
    }
    lone.clock.jump(atTime(firstDueOn, '06:00'))
    await look(punctual, late)
    await receive(punctual, rupees('9168'), firstDueOn)
    lone.clock.jump(atTime(addDays(asOn, 1), '02:00'))
    await look(punctual, late)
    assert.deepEqual(
      [...(await told('full')).keys()].toSorted(),
      [punctual.loanId, late.loanId].toSorted(),
    )
    const some = await told('incremental')
    assert.equal(some.has(punctual.loanId), false, 'paid, and nothing happened to it since')
    // Never paid: the due date itself counts (SPEC §4.2).
    assert.equal(some.get(late.loanId)?.dpd, daysBetween(firstDueOn, asOn) + 1)
    assert.ok(some.get(late.loanId)!.overdue > 0)
    await lone.hear(ProfileKept({ profileVersion: 2 }), punctual.customerId)
    assert.ok((await told('incremental')).has(punctual.loanId), 'its borrower moved house')
  })
})
