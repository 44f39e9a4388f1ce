/** Rules: which features, claims and shared phones make a doubt; data, changed by two people. */
import { command, entity, event, t } from '#kernel/contract'

const ruleId = t.id('rul')
const code = t.text({ min: 3, max: 60, pattern: '^[a-z][a-z0-9-]+$' })
const weight = t.oneOf('review', 'stop')

/**
 * Keeps a rule under its code, switched on; one of the same code is replaced. `when` is a predicate
 * (kernel/predicate.ts) over `features.…` (device's features), `claim.salaryPercent` (the salary
 * claimed against the salary seen) and `device.customers` (people on the same phone). Its signal is
 * over after `lastsDays`, or when a person clears it. Refused as `rule-invalid` where the predicate
 * is none, or reads what nobody tells.
 */
export const keepRule = command('fraud.keep-rule', {
  input: {
    code,
    weight,
    says: t.text({ min: 4, max: 200 }),
    when: t.json,
    lastsDays: t.int({ min: 1, max: 366 }),
  },
  output: { ruleId },
  refusals: ['rule-invalid'],
  allow: ['risk', 'admin'],
  fourEyes: true,
})
/** Signals it raised stand until they are cleared or over. */
export const switchRule = command('fraud.switch-rule', {
  input: { ruleId, on: t.flag },
  output: { ruleId },
  refusals: ['unknown-rule'],
  allow: ['risk', 'admin'],
  fourEyes: true,
})

export const ruleEntity = entity('fraud.rule', {
  id: ruleId,
  title: 'code',
  fields: {
    code,
    weight,
    says: t.text({ max: 200 }),
    state: t.oneOf('on', 'off'),
    condition: t.json,
    lastsDays: t.int(),
    keptBy: t.text({ max: 80 }),
    keptAt: t.instant,
  },
  filters: ['state', 'weight'],
  sort: ['keptAt', 'code'],
  allow: ['risk', 'admin', 'credit'],
  actions: [switchRule],
})

export const RuleKept = event('fraud.rule-kept', { ruleId, code, weight })
export const RuleSwitched = event('fraud.rule-switched', { ruleId, on: t.flag })
