/** What decision does when asked: gather, consult the policy, keep the answer, tell it. */
import type { OutputOf } from '#kernel/contract'
import { refuse } from '#kernel/decider'
import { most, rupees } from '#kernel/money'
import { attributesOf } from '#modules/bureau'
import { featuresOf } from '#modules/device'
import { profileOf } from '#modules/identity'
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
import { inputFields, inputsOf, type PolicyInputs } from './inputs.ts'
import { offerOf, type Decision } from './offer.ts'
import {
  insertDecision,
  insertPolicy,
  lockLastDecision,
  policyGraph,
  policyOn,
  type DecisionRow,
} from './store.ts'

const AMOUNT_MIN = rupees('1000')

export const commands = [
  run(decide, async ({ customerId, applicationId, product, amountAsked, tenorMonths }, tx) => {
    const profile = await tx.call(profileOf, { customerId })
    const { attributes } = await tx.call(attributesOf, { applicationId })
    const policy = await policyOn(tx, product, tx.today)
    const asked = { product, amountAsked, tenorMonths }
    const { features } = await tx.call(featuresOf, { customerId })
    const inputs = inputsOf(asked, profile, attributes, tx.today, features)
    const nothing = rupees('0')
    const decision = offerOf(await consult(policy, inputs), {
      amount: amountAsked,
      tenorMonths,
      monthlyIncome: profile.monthlyIncome,
      // A bureau lags by weeks, and an account pays lenders who report nowhere: the greater counts.
      obligations: most(attributes?.emiTotal ?? nothing, features?.obligations ?? nothing),
      amountMin: AMOUNT_MIN,
    })
    const decisionId = tx.newId('dec')
    const kept = { policyVersion: policy.version, inputsHash: hashOf(inputs) }
    const read = features && { device: deviceRead(features) }
    const ids = { id: decisionId, customerId, applicationId }
    const row: DecisionRow = { ...ids, ...decision, ...kept, ...read }
    await insertDecision(tx, { ...row, decidedBy: 'policy' })
    await tx.emit(customerId, [DecisionMade(told(row))], { policyVersion: policy.version })
    return { decisionId }
  }),

  run(settleReferral, async ({ applicationId, outcome, amountMax, reason }, tx) => {
    const last = await lockLastDecision(tx, applicationId)
    if (last?.outcome !== 'refer') return refuse('not-referred')
    const declined = { reasons: ['R15'], amountMax: rupees('0'), tenorMonthsMax: 0 }
    let decision: Decision = { outcome: 'decline', ...declined }
    if (outcome === 'approve') {
      if (amountMax < AMOUNT_MIN) return refuse('nothing-approved')
      // The person lends by the same policy that referred: at its dearest price, and no dearer.
      const price = dearestOf(await policyGraph(tx, last.policyVersion))
      if (!price) return refuse('no-price')
      decision = { outcome, reasons: [], amountMax, ...price }
    }
    const decisionId = tx.newId('dec')
    const { customerId, policyVersion, inputsHash } = last
    const kept = { customerId, policyVersion, inputsHash }
    const row: DecisionRow = { id: decisionId, applicationId, ...decision, ...kept }
    await insertDecision(tx, { ...row, decidedBy: tx.actor.id, says: reason })
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

type Features = NonNullable<OutputOf<typeof featuresOf>['features']>

/** What may be told of it for as long as decisions are kept. */
function deviceRead(of: Features): NonNullable<DecisionRow['device']> {
  const { source, days, salaryRegular, lenders, bounces90, version } = of
  const { gamblingSharePercent, newLenders30, lendingApps } = of
  const counts = { lenders, bounces90, gamblingSharePercent, newLenders30, lendingApps }
  return { source, days, salaryRegular, ...counts, version }
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
