/**
 * Rules at work: whoever's features, profile or phone changed is looked at anew. The gates read no
 * more than before, for what a rule finds is a signal like any other.
 */
import type { EventOf, Fact } from '#kernel/contract'
import type { Id } from '#kernel/ids'
import { AppsChanged, featuresOf, FeaturesChanged } from '#modules/device'
import { InstallLinked, ProfileKept, profileOf } from '#modules/identity'
import { onBatch, type Reaction } from '#platform/log'
import type { Tx } from '#platform/sql'
import { SignalRaised } from '../contract.ts'
import { claimOf, speaks, type Seen } from './rule.ts'
import { keepClaimant, keepInstall, knownOf, raiseByRule, rulesOn, sharingWith } from './store.ts'

export const ruleReactions: readonly Reaction[] = [
  onBatch([FeaturesChanged, AppsChanged, ProfileKept, InstallLinked], 'apply-rules', applyRules),
]

async function applyRules(facts: readonly Fact[], tx: Tx): Promise<void> {
  const people = new Set<string>()
  for (const fact of facts) {
    if (fact.type === InstallLinked.type) {
      const link = fact.data as EventOf<typeof InstallLinked>['data']
      await keepInstall(tx, link)
      for (const one of await sharingWith(tx, link.customerId)) people.add(one)
    } else {
      if (fact.type === ProfileKept.type) await keepClaimant(tx, fact.key)
      people.add(fact.key)
    }
  }
  const rules = await rulesOn(tx)
  if (rules.length === 0) return
  for (const customerId of [...people].toSorted()) {
    const seen = await seenOf(customerId as Id<'cus'>, tx)
    for (const rule of rules) {
      if (!speaks(rule, seen)) continue
      const signalId = tx.newId('sig')
      if (!(await raiseByRule(tx, rule, { signalId, customerId }))) continue
      const { code, weight } = rule
      await tx.emit(customerId, [SignalRaised({ signalId, code, weight, by: 'rule' })])
    }
  }
}

/** Past the hot tier, which may be a moment behind the very fact that brought us here. */
async function seenOf(customerId: Id<'cus'>, tx: Tx): Promise<Seen> {
  const { hasProfile, customers } = await knownOf(tx, customerId)
  const { features } = await tx.call(featuresOf, { customerId, fresh: true })
  const salary = features?.salaryMonthly
  const claimed = hasProfile && salary ? await tx.call(profileOf, { customerId }) : undefined
  const claim = claimed && claimOf(claimed.monthlyIncome, salary)
  return { device: { customers }, ...(features && { features }), ...(claim && { claim }) }
}
