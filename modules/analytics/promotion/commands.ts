/** A question becomes an aggregate, and is answered by it once both answers are equal. */
import { isRefused, must, refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { enter } from '../aggregate/reactions.ts'
import { forget, lockAggregate, named } from '../aggregate/store.ts'
import { topicsOf } from '../aggregate/wish.ts'
import { promoteQuestion, switchQuestion } from '../contract.ts'
import { lockQuestion, setPromotion } from '../question/store.ts'
import { compared, planFor, planKept } from './queries.ts'

export const promotionCommands = [
  run(
    promoteQuestion,
    async ({ questionId }, tx) => {
      const { sql } = (await lockQuestion(tx, questionId))!
      const { spec } = must(await planKept(tx, sql))
      const known = await named(tx, spec.name)
      const isOver = known?.state === 'stopped'
      // One that was stopped has missed what passed since: it counts anew, from the first fact on.
      if (known && isOver) await forget(tx, known.id)
      const aggregateId =
        (isOver ? undefined : known?.id) ??
        (await enter(tx, spec, topicsOf(spec, tx.tower.kinds), 'question'))
      await setPromotion(tx, questionId, { aggregateId: aggregateId ?? null, state: 'proving' })
      return { questionId }
    },
    {
      foresee: async ({ questionId }, tx) => {
        const question = await lockQuestion(tx, questionId)
        if (!question) return refuse('unknown-question')
        if (question.state !== 'lake') return refuse('promoted-already')
        return isRefused(await planKept(tx, question.sql)) ? refuse('not-promotable') : undefined
      },
    },
  ),

  run(switchQuestion, async ({ questionId, live }, tx) => {
    const question = await lockQuestion(tx, questionId)
    if (!question) return refuse('unknown-question')
    const { aggregateId } = question
    const plan = planFor(tx, question.sql)
    if (aggregateId === null || isRefused(plan)) return refuse('not-promoted')
    if (live) {
      const kept = await lockAggregate(tx, aggregateId)
      if (kept?.state !== 'live') return refuse('still-counting')
      const { equal } = await compared(tx, question, plan)
      if (!equal) return refuse('answers-differ')
    }
    await setPromotion(tx, questionId, { aggregateId, state: live ? 'live' : 'proving' })
    return { questionId }
  }),
]
