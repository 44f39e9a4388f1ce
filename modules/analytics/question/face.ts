/** Ask: SQL over masked views of the lake, with a dictionary of what there is. */
import { command, entity, query, t } from '#kernel/contract'

const askers = ['ops', 'credit', 'risk', 'collections', 'finance', 'admin'] as const
const itself = ['module:analytics'] as const
const questionId = t.id('qst')
const runId = t.text({ min: 8, max: 60, pattern: '^[0-9a-zA-Z-]+$' })
const title = t.text({ min: 3, max: 120 })
const chart = t.oneOf('table', 'bars', 'line')
const sqlText = t.text({ min: 1, max: 4000 })

/** What can be asked about: a view for each kind of fact, its columns, and how fresh it is. */
export const dictionary = query('analytics.dictionary', {
  input: {},
  output: {
    views: t.list(
      t.shape({
        name: t.text(),
        type: t.text(),
        says: t.text({ max: 1000 }),
        /** The module whose facts they are. */
        owner: t.text(),
        facts: t.int({ min: 0 }),
        bytes: t.int({ min: 0 }),
        /** When the lake last took facts of this stream, in business time. */
        freshAt: t.optional(t.instant),
        columns: t.list(
          t.shape({
            name: t.text(),
            meaning: t.text({ max: 400 }),
            kind: t.text(),
            unit: t.optional(t.text()),
          }),
          200,
        ),
      }),
      500,
    ),
    limits: t.shape({ rows: t.int(), seconds: t.int(), atOnce: t.int() }),
  },
  allow: askers,
})

const askFace = {
  input: {
    /** A question may name a person's number: it is posted, and no log keeps it. */
    sql: t.secret,
    params: t.optional(t.json),
    /** Business dates to look at, both counted: fewer files are read. */
    from: t.optional(t.date),
    to: t.optional(t.date),
    /** By which it can be cancelled. */
    runId: t.optional(runId),
    questionId: t.optional(questionId),
  },
  output: {
    columns: t.list(t.shape({ name: t.text({ max: 400 }), type: t.text() }), 500),
    rows: t.list(t.json, 10_000),
    /** Rows beyond the limit were cut off. */
    more: t.flag,
    tookMs: t.number({ min: 0 }),
    /** Of the files it could read. */
    bytes: t.int({ min: 0 }),
    freshAt: t.optional(t.instant),
    /** `aggregate`: it was promoted, and live figures answer it. */
    source: t.oneOf('lake', 'aggregate'),
    /** Why there is no answer, in a sentence. */
    problem: t.optional(
      t.shape({
        reason: t.oneOf(
          ...(['refused', 'wrong', 'too-long', 'too-big', 'cancelled', 'busy', 'crashed'] as const),
        ),
        says: t.text({ max: 2000 }),
      }),
    ),
  },
}
/** Asks; the answer says what it cost. `$1`, `$2` … are `params`. */
export const ask = query('analytics.ask', { ...askFace, allow: askers })
/** What it runs; the door above keeps on record what it cost. */
export const answerOf = query('analytics.answer-of', {
  input: { ...askFace.input, by: t.text({ max: 80 }), roles: t.list(t.text(), 20) },
  output: askFace.output,
  allow: itself,
})
/** Keeps what a question cost, without its values. */
export const noteAsking = command('analytics.note-asking', {
  input: {
    sql: t.secret,
    by: t.text({ max: 80 }),
    rows: t.int({ min: 0 }),
    bytes: t.int({ min: 0 }),
    ms: t.number({ min: 0 }),
    failed: t.flag,
  },
  output: {},
  refusals: [],
  allow: itself,
})
/** Ends a running question of one's own. */
export const cancelQuestion = command('analytics.cancel-question', {
  input: { runId },
  output: { cancelled: t.flag },
  refusals: [],
  allow: askers,
})

export const saveQuestion = command('analytics.save-question', {
  input: { title, sql: sqlText, chart },
  output: { questionId },
  refusals: [],
  allow: askers,
})
export const forgetQuestion = command('analytics.forget-question', {
  input: { questionId },
  output: { questionId },
  refusals: ['unknown-question', 'not-yours'],
  allow: askers,
})

/**
 * Makes an aggregate that answers the question as facts pass. It is proving until its answer was
 * seen to equal the lake's. What can't be kept up is refused: `promotion-of` says why.
 */
export const promoteQuestion = command('analytics.promote-question', {
  input: { questionId },
  output: { questionId },
  refusals: ['unknown-question', 'not-promotable', 'promoted-already'],
  allow: ['risk', 'finance', 'admin'],
  fourEyes: true,
})
/** From the lake to the aggregate, both answers being equal; or back. */
export const switchQuestion = command('analytics.switch-question', {
  input: { questionId, live: t.flag },
  output: { questionId },
  refusals: ['unknown-question', 'not-promoted', 'still-counting', 'answers-differ'],
  allow: ['risk', 'finance', 'admin'],
})

/** Whether a question can be kept up as facts pass, and if not, why. */
export const promotionOf = query('analytics.promotion-of', {
  input: { sql: t.secret },
  output: {
    possible: t.flag,
    says: t.text({ max: 400 }),
    /** The aggregate it would become. */
    aggregate: t.optional(t.json),
    /** What its wording, whatever its values, cost in the last 30 business dates. */
    asked: t.optional(
      t.shape({
        times: t.int({ min: 0 }),
        people: t.int({ min: 0 }),
        ms: t.number({ min: 0 }),
        bytes: t.int({ min: 0 }),
      }),
    ),
  },
  allow: askers,
})

const side = t.shape({ rows: t.list(t.json, 1000), tookMs: t.number(), bytes: t.int() })
/** A promoted question answered by the lake and by its aggregate, up to the last closed day. */
export const comparisonOf = query('analytics.comparison-of', {
  input: { questionId },
  output: {
    columns: t.list(t.text({ max: 400 }), 500),
    lake: side,
    live: side,
    equal: t.flag,
    upTo: t.optional(t.date),
    says: t.text({ max: 400 }),
  },
  allow: askers,
})

export const questionEntity = entity('analytics.question', {
  id: questionId,
  title: 'title',
  fields: {
    title,
    chart,
    /** `proving`: an aggregate has been made for it, and both answers are compared. */
    state: t.oneOf('lake', 'proving', 'live'),
    by: t.text(),
    madeAt: t.instant,
    sql: sqlText,
  },
  filters: ['state', 'by'],
  sort: ['madeAt', 'title'],
  allow: askers,
  actions: [promoteQuestion, switchQuestion, forgetQuestion],
})

/** What was asked most dearly in the last 30 business dates, dearest first. */
export const costlyQuestions = query('analytics.costly-questions', {
  input: {},
  output: {
    questions: t.list(
      t.shape({
        fingerprint: t.hash,
        says: t.text({ max: 4000 }),
        times: t.int(),
        people: t.int(),
        failed: t.int(),
        ms: t.number(),
        bytes: t.int(),
      }),
      100,
    ),
  },
  allow: askers,
})
