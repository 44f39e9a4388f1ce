/** What a day brought, and what the next days will. */
import { sum } from '#kernel/money'
import { answer } from '#platform/http'
import { dayEnd, duesBetween, excesses } from '../contract.ts'
import { accountName, ACCOUNTS } from '../ledger/account.ts'
import { entryWords } from '../ledger/entry-words.ts'
import {
  backdatedOn,
  bookedOn,
  duesListed,
  dueSums,
  excessesNow,
  movedOn,
  movesOn,
  postedOn,
} from './store.ts'

export const queries = [
  answer(duesBetween, async (days, tx) => ({
    today: tx.today,
    ...(await dueSums(tx, days)),
    dues: await duesListed(tx, days),
  })),

  answer(excesses, async (_input, tx) => excessesNow(tx)),

  answer(dayEnd, async ({ on = undefined }, tx) => {
    const day = on ?? tx.today
    const booked = await bookedOn(tx, day)
    const posted = await postedOn(tx, day)
    const accounts = posted.map(({ account, debit, credit }) => {
      const name = account in ACCOUNTS ? accountName(account) : String(account)
      return { account: String(account), name, debit, credit }
    })
    return {
      ...{ on: day, today: tx.today, accounts },
      booked: booked.map((heap) => ({ ...heap, says: entryWords(heap.kind) })),
      backdated: await backdatedOn(tx, day),
      debit: sum(accounts.map((row) => row.debit)),
      credit: sum(accounts.map((row) => row.credit)),
      classes: await movesOn(tx, day),
      moved: await movedOn(tx, day),
    }
  }),
]
