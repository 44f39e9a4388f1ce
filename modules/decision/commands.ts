/** What decision does when asked: gather, consult the policy, keep the answer, tell it. */
import { refuse } from '#kernel/decider'
import { rupees } from '#kernel/money'
import { run } from '#platform/http'
import {
  decide,
  DecisionMade,
  PolicyPublished,
  publishPolicy,
  ReferralSettled,
  settleReferral,
} from './contract.ts'
import { consult, dearestOf, faultsOf, hashOf } from './engines/zen.ts'
import { inputFields, type PolicyInputs } from './inputs.ts'
import { AMOUNT_MIN, offerOf, type Decision } from './offer.ts'
import { burdenOf, deviceRead, featuresThen, inputsFrom, readingOf } from './reading/queries.ts'
import { movedBy, saysSame } from './reconsideration.ts'
import {
  insertDecision,
  insertPolicy,
  lockLiving,
  policyBy,
  policyOn,
  supersede,
  type DecisionRow,
  type LivingDecision,
} from './store.ts'

export const commands = [
  run(decide, async ({ again = false, ...asking }, tx) => {
    const living = await lockLiving(tx, asking.applicationId)
    if (again && !living) return {}
    if (again && (living?.decidedBy !== 'policy' || living.isChosen)) {
      return { decisionId: living!.id }
    }
    const policy = again
      ? await policyBy(tx, living!.policyVersion)
      : await policyOn(tx, asking.product, tx.today)
    const read = await readingOf(asking, tx, again)
    const now = inputsFrom(read, tx.today)
    const decisionOf = async (inputs: PolicyInputs) =>
      offerOf(await consult(policy, inputs), burdenOf(read, inputs))
    const decision = await decisionOf(now)
    if (again && saysSame(decision, living!)) return { decisionId: living!.id }

    const { features } = read
    const decisionId = tx.newId('dec')
    const kept = { policyVersion: policy.version, inputsHash: hashOf(now) }
    const device = features && { device: deviceRead(features, read.readTo) }
    const { customerId, applicationId } = asking
    const row: DecisionRow = { id: decisionId, customerId, applicationId, ...decision, ...kept }
    let replaced: Replaced = {}
    if (living) await supersede(tx, living.id)
    if (again) {
      const then = inputsFrom({ ...read, features: await featuresThen(living!, tx) }, tx.today)
      replaced = { before: beforeOf(living!), movedBy: await movedBy(decisionOf, then, now) }
    }
    const movedFields = replaced.movedBy && { movedBy: replaced.movedBy }
    const replaces = living && { supersedes: living.id }
    await insertDecision(tx, {
      ...row,
      ...device,
      decidedBy: 'policy',
      ...replaces,
      ...movedFields,
    })
    const facts = { ...told({ ...row, ...device }), ...replaced }
    await tx.emit(customerId, [DecisionMade(facts)], { policyVersion: policy.version })
    return { decisionId }
  }),

  run(settleReferral, async ({ applicationId, outcome, amountMax, reason }, tx) => {
    const last = await lockLiving(tx, applicationId)
    if (last?.outcome !== 'refer') return refuse('not-referred')
    const declined = { reasons: ['R15'], amountMax: rupees('0'), tenorMonthsMax: 0 }
    let decision: Decision = { outcome: 'decline', ...declined }
    if (outcome === 'approve') {
      if (amountMax < AMOUNT_MIN) return refuse('nothing-approved')
      // The person lends by the same policy that referred: at its dearest price, and no dearer.
      const price = dearestOf((await policyBy(tx, last.policyVersion)).graph)
      if (!price) return refuse('no-price')
      decision = { outcome, reasons: [], amountMax, ...price }
    }
    const decisionId = tx.newId('dec')
    const { customerId, policyVersion, inputsHash } = last
    const kept = { customerId, policyVersion, inputsHash }
    const row: DecisionRow = { id: decisionId, applicationId, ...decision, ...kept }
    await supersede(tx, last.id)
    const by = { decidedBy: tx.actor.id, says: reason, supersedes: last.id }
    await insertDecision(tx, { ...row, ...by })
    await tx.emit(customerId, [ReferralSettled(told(row))], { policyVersion })
    return { decisionId }
  }),

  run(publishPolicy, async ({ version, product, effectiveFrom, graph }, tx) => {
    if (faultsOf(graph, inputFields, sample).length > 0) return refuse('graph-invalid')
    const policyId = tx.newId('pol')
    const policy = { id: policyId, version, product, effectiveFrom, graph, hash: hashOf(graph) }
    if (!(await insertPolicy(tx, policy))) return refuse('version-exists')
    await tx.emit('sys_decision', [PolicyPublished({ policyId, version })])
    return { policyId }
  }),
]

/** A person like many: every cell of a graph is tried on it before the graph may stand. */
const sample: PolicyInputs = {
  ...Object.fromEntries(inputFields.map((field) => [field, 1])),
  complete: true,
  newToCredit: false,
  product: 'personal',
  occupation: 'salaried',
  deviceSource: 'sms',
  deviceSalaryRegular: true,
  deviceApps: 'full',
}

type Replaced = Pick<Parameters<typeof DecisionMade>[0], 'before' | 'movedBy'>

function beforeOf({ id: decisionId, outcome, grade, amountMax, rate }: LivingDecision) {
  const price = { ...(grade !== undefined && { grade }), ...(rate !== undefined && { rate }) }
  return { decisionId, outcome, amountMax, ...price }
}

function told(row: DecisionRow): Parameters<typeof DecisionMade>[0] {
  const { id: decisionId, applicationId, outcome, reasons, policyVersion } = row
  const { grade, rate: price, processingFeePercent, amountMax, tenorMonthsMax } = row
  const offered = {
    ...(grade !== undefined && { grade }),
    ...(price !== undefined && { rate: price }),
    ...(processingFeePercent !== undefined && { processingFeePercent }),
  }
  const sums = { amountMax, tenorMonthsMax, ...(row.device && { device: row.device }) }
  return { decisionId, applicationId, outcome, reasons, policyVersion, ...sums, ...offered }
}
