/** What is told of the expected loss. */
import { plus } from '#kernel/money'
import { answer, list, one } from '#platform/http'
import { impairmentEntity, impairmentOf, impairmentReport } from '../contract.ts'
import { byClass } from './impairment.ts'
import { groupsOf, lossGroups, standing } from './store.ts'

export const queries = [
  list(impairmentEntity),
  one(impairmentEntity),

  answer(impairmentReport, async ({ on }, tx) => {
    const [found] = await standing(tx, on, 1)
    if (!found) return {}
    const { id: impairmentId, asOn, exposure, expectedLoss, reserve } = found
    const floor = plus(found.floorStandard, found.floorNpa)
    const groups = await groupsOf(tx, impairmentId)
    return { report: { impairmentId, asOn, exposure, expectedLoss, reserve, floor, groups } }
  }),

  answer(impairmentOf, async ({ loanId }, tx) => {
    const [found] = await standing(tx, undefined, 1)
    if (!found) return {}
    const { asOn } = found
    // By the rates it was booked by, whatever the lender published since.
    const [part] = await lossGroups(tx, asOn, byClass(await groupsOf(tx, found.id)), loanId)
    if (!part) return {}
    const { stage, exposure, pd, lgd, expectedLoss, floorStandard, floorNpa } = part
    const floor = plus(floorStandard, floorNpa)
    return { part: { asOn, stage, exposure, pd, lgd, expectedLoss, floor } }
  }),
]
