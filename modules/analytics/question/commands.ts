/** What is done with questions. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import { end } from '../aggregate/reactions.ts'
import { lockAggregate } from '../aggregate/store.ts'
import { cancelQuestion, forgetQuestion, noteAsking, saveQuestion } from '../contract.ts'
import { fingerprintOf } from '../engines/fingerprint.ts'
import { cancel } from '../engines/running.ts'
import { addAsking, addQuestion, dropQuestion, isShared, lockQuestion } from './store.ts'
import { wordingOf } from './wording.ts'

const SAYS_MAX = 2000

export const questionCommands = [
  run(cancelQuestion, async ({ runId }, tx) => ({ cancelled: cancel(runId, tx.actor.id) })),

  run(saveQuestion, async (question, tx) => {
    const questionId = tx.newId('qst')
    await addQuestion(tx, questionId, question)
    return { questionId }
  }),

  run(forgetQuestion, async ({ questionId }, tx) => {
    const question = await lockQuestion(tx, questionId)
    if (!question) return refuse('unknown-question')
    const mayAll = tx.actor.roles?.includes('admin') ?? false
    if (question.by !== tx.actor.id && !mayAll) return refuse('not-yours')
    const { aggregateId } = question
    const kept = aggregateId === null ? undefined : await lockAggregate(tx, aggregateId)
    // What was made for this question alone goes with it: nobody reads it any more.
    const isOurs = kept?.origin === 'question' && !(await isShared(tx, kept.id, questionId))
    if (kept && isOurs) await end(tx, kept.id, 'asked')
    await dropQuestion(tx, questionId)
    return { questionId }
  }),

  run(noteAsking, async ({ sql, ...cost }, tx) => {
    const says = wordingOf(sql).slice(0, SAYS_MAX)
    await addAsking(tx, { fingerprint: fingerprintOf(says), says, ...cost })
    return {}
  }),
]
