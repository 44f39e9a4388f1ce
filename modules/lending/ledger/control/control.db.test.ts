import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { OutputOf } from '#kernel/contract'
import { rupees, sum } from '#kernel/money'
import type { booksCheck } from '../../contract.ts'
import { disbursed, lone, openLender, receive, today } from '../../lending.fixture.ts'
import { controlOfAll, controlTotals, pageEnd, type Control } from './store.ts'

const loans: string[] = []
before(async () => {
  await openLender()
  for (const amount of [rupees('5000'), rupees('20000'), rupees('1')]) {
    const who = await disbursed()
    await receive(who, amount, today)
    loans.push(who.loanId)
  }
  loans.sort()
})
after(() => lone?.drop())

describe('The check of the books', () => {
  it('in shares adds up to the check of all at once, and every share agrees', async () => {
    const shares: Control[][] = []
    const ends = ['', ...loans, undefined]
    for (const [i, upTo] of ends.slice(1).entries()) {
      const from = ends[i]
      const page = { ...(from && { after: from }), ...(upTo && { upTo }) }
      shares.push(await lone.inside((tx) => controlTotals(tx, page)))
    }
    assert.ok(shares.flat().every(({ ledger, loans: held }) => ledger === held))
    const whole = await lone.inside((tx) => controlTotals(tx, {}))
    assert.ok(whole.length > 3)
    assert.deepEqual(await lone.inside((tx) => controlOfAll(tx, 1)), [...whole])
    for (const { account, ledger } of whole) {
      const own = shares.flat().filter((one) => one.account === account)
      assert.equal(sum(own.map((one) => one.ledger)), ledger)
    }
  })
  it('takes so many loans at a time, and says where the next share begins', async () => {
    const end = (size: number) => lone.inside((tx) => pageEnd(tx, '', size))
    assert.deepEqual([await end(1), await end(2), await end(3)], [loans[0], loans[1], undefined])
    const check = { after: loans[1] }
    const rest = (await lone.ask('lending.books-check', check)) as OutputOf<typeof booksCheck>
    assert.deepEqual([rest.agrees, rest.next], [true, undefined])
    const owed = rest.accounts.find(({ account }) => account === '1100')?.loans
    assert.ok(owed !== undefined && owed <= rupees('100000'))
  })
})
