/**
 * Analytics: figures kept up as facts pass (aggregates), questions asked of the lake, triggers that
 * act on what happens, and the paths people walk. It owns no truth: all it keeps follows from
 * facts.
 */
export {
  AggregateMade,
  AggregateWalked,
  AggregateStopped,
  stopAggregate,
  aggregateEntity,
  makeAggregate,
  aggregateStandings,
  aggregateValues,
  countableFacts,
} from './aggregate/face.ts'
export { paths, peopleOnEdge } from './path/face.ts'
export {
  dictionary,
  ask,
  answerOf,
  noteAsking,
  cancelQuestion,
  saveQuestion,
  forgetQuestion,
  promoteQuestion,
  switchQuestion,
  promotionOf,
  comparisonOf,
  questionEntity,
  costlyQuestions,
} from './question/face.ts'
export { streams, GroupReplayed, replayGroup } from './stream/face.ts'
export {
  BacktestAsked,
  TriggerBacktested,
  TriggerSwitched,
  TriggerFired,
  makeTrigger,
  backtestTrigger,
  switchTrigger,
  triggerEntity,
  triggerNow,
} from './trigger/face.ts'
