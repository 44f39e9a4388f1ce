import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rupees } from '#kernel/money'
import { balanceChain, type BalanceRow } from './balance-chain.ts'

const row = (
  id: string,
  direction: BalanceRow['direction'],
  amount: string,
  balance?: string,
  account = '4821',
): BalanceRow => ({
  id,
  account,
  direction,
  amount: rupees(amount),
  ...(balance !== undefined && { balance: rupees(balance) }),
})

test('balances that follow from the movements agree', () => {
  const chain = balanceChain([
    row('a', 'credit', '100', '1100'),
    row('b', 'debit', '50'),
    row('c', 'debit', '250', '800'),
  ])
  assert.deepEqual(chain, { agreed: 1, gaps: [] })
})

test('a movement no message told of is named with its place and size', () => {
  const { gaps } = balanceChain([row('a', 'credit', '100', '1100'), row('b', 'debit', '50', '750')])
  assert.deepEqual(gaps, [{ account: '4821', after: 'a', before: 'b', missing: rupees('-300') }])
})

test('after a gap the chain goes on from the balance stated', () => {
  const chain = balanceChain([
    row('a', 'debit', '1', '10'),
    row('b', 'debit', '1', '5'),
    row('c', 'debit', '1', '4'),
  ])
  assert.deepEqual([chain.gaps.length, chain.agreed], [1, 1])
})

test('each account has its own chain', () => {
  const chain = balanceChain([
    row('a', 'debit', '1', '10'),
    row('b', 'debit', '1', '500', '9917'),
    row('c', 'debit', '1', '9'),
  ])
  assert.deepEqual(chain, { agreed: 1, gaps: [] })
})
