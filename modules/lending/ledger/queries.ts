/** What the books can tell. */
import { sum } from '#kernel/money'
import { answer } from '#platform/http'
import { trialBalance } from '../contract.ts'
import { accountName, ACCOUNTS } from './account.ts'
import { balancesOn } from './store.ts'

export const queries = [
  answer(trialBalance, async ({ on }, tx) => {
    const balances = await balancesOn(tx, on)
    const accounts = balances.map(({ account, debit, credit }) => {
      const name = account in ACCOUNTS ? accountName(account) : String(account)
      return { account: String(account), name, debit, credit }
    })
    const of = (side: 'debit' | 'credit') => sum(accounts.map((row) => row[side]))
    return { accounts, debit: of('debit'), credit: of('credit') }
  }),
]
