/** Changes of terms taken back, by two people. */
import { isRefused } from '#kernel/decider'
import { run } from '#platform/http'
import { ChangeReversed, reverseChange } from '../contract.ts'
import { bookOnce } from '../desk/replanning/commands.ts'
import { factsOf } from '../loan/store.ts'
import { changeStanding, reversalOf } from './reversal.ts'

export const commands = [
  run(reverseChange, async ({ loanId, change, reason }, tx) => {
    const facts = await factsOf(tx, loanId)
    const madeOn = changeStanding(facts, change, tx.today)?.on ?? tx.today
    const named = { id: tx.newId('rev'), on: tx.today, change }
    const came = await bookOnce(tx, loanId, ({ state }) => reversalOf({ state, facts }, named))
    if (isRefused(came)) return came
    const told = { loanId, change, madeOn, reason, due: came.state.dues.total, ...came.plan }
    await tx.emit(came.customerId, [ChangeReversed(told)])
    return { loanId }
  }),
]
