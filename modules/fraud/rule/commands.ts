/** What two people of risk may do with rules. */
import { refuse } from '#kernel/decider'
import { features } from '#modules/device'
import { run } from '#platform/http'
import { keepRule, RuleKept, RuleSwitched, switchRule } from './face.ts'
import { isRule } from './rule.ts'
import { keepRuleRow, setRuleState } from './store.ts'

const featureNames = Object.keys((features as { properties?: object }).properties ?? {})

export const ruleCommands = [
  run(keepRule, async ({ when, ...rest }, tx) => {
    if (!isRule(when, featureNames)) return refuse('rule-invalid')
    const ruleId = await keepRuleRow(tx, { id: tx.newId('rul'), when, ...rest })
    const { code, weight } = rest
    await tx.emit('sys_fraud', [RuleKept({ ruleId, code, weight })])
    return { ruleId }
  }),

  run(switchRule, async ({ ruleId, on }, tx) => {
    if (!(await setRuleState(tx, ruleId, on))) return refuse('unknown-rule')
    await tx.emit('sys_fraud', [RuleSwitched({ ruleId, on })])
    return { ruleId }
  }),
]
