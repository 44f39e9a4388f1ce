/**
 * Expected credit loss of a month's end (Ind AS 109, SPEC §4.4): what the book is to hold, and the
 * entry from what it holds. Between two month ends the loans go on holding the IRACP floor; the
 * entry puts the expected loss in its place, and keeps back what the floor asks above it. Pure.
 */
import { minus, money, nothing, plus, sum, type Money } from '#kernel/money'
import type { AssetClass } from '../loan/classification.ts'
import { impairmentReserve } from '../loan/expected-loss.ts'
import type { AccountCode } from '../ledger/account.ts'
import type { Line } from '../ledger/posting.ts'

export type LossStage = 1 | 2 | 3

/** To 30 days past due, to 90, beyond: the classes end on the same days (SPEC §4.4). */
const STAGES: { readonly [name in AssetClass]: LossStage } = {
  ...{ standard: 1, 'SMA-0': 1, 'SMA-1': 2, 'SMA-2': 2, NPA: 3 },
}

/** Shares of one: of a default in a stage, and of the exposure lost by it. */
type StageRate = { readonly stage: LossStage; readonly pd: string; readonly lgd: string }

/** Out of a dated rule; undefined where one is no share between nothing and all. */
export function lossRatesOf(value: { readonly [name: string]: unknown }): StageRate[] | undefined {
  const lgd = String(value['lgd'])
  const stages: readonly LossStage[] = [1, 2, 3]
  const rates = stages.map((stage) => ({ stage, pd: String(value[`pd${stage}`]), lgd }))
  return rates.every(({ pd }) => isShare(pd) && isShare(lgd)) ? rates : undefined
}

/** The shares of a product's loans in one stage; and of those of one class. */
export type LossRate = StageRate & { readonly product: string }
export type ClassRate = LossRate & { readonly assetClass: string }

export const byClass = (rates: readonly LossRate[]): ClassRate[] =>
  rates.flatMap((rate) =>
    Object.entries(STAGES)
      .filter(([, stage]) => stage === rate.stage)
      .map(([assetClass]) => ({ ...rate, assetClass })),
  )

const isShare = (text: string): boolean => /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/.test(text)

/** The loans of one product in one stage. */
export type LossGroup = LossRate & {
  readonly loans: number
  readonly exposure: Money
  /** The sum of what is expected of each loan, to the paisa. */
  readonly expectedLoss: Money
  /** What those loans hold by the floor, as standard assets and as NPAs. */
  readonly floorStandard: Money
  readonly floorNpa: Money
}

/** What the portfolio holds in the books beyond its loans. */
export type LossHeld = {
  readonly expectedLoss: Money
  readonly floorStandard: Money
  readonly floorNpa: Money
  readonly reserve: Money
}

export const nothingHeld: LossHeld = {
  ...{ expectedLoss: nothing, floorStandard: nothing, floorNpa: nothing, reserve: nothing },
}

export function heldFor(groups: readonly LossGroup[]): LossHeld {
  const of = (name: 'expectedLoss' | 'floorStandard' | 'floorNpa') =>
    sum(groups.map((group) => group[name]))
  const [floorStandard, floorNpa] = [of('floorStandard'), of('floorNpa')]
  const losses = groups.map(({ expectedLoss }) => expectedLoss)
  const reserve = impairmentReserve(losses, plus(floorStandard, floorNpa))
  return { expectedLoss: of('expectedLoss'), floorStandard, floorNpa, reserve }
}

/** Debit positive. The floor's accounts come to nothing with what the loans hold there. */
const SHEET: readonly (readonly [AccountCode, (held: LossHeld) => number])[] = [
  [1190, (held) => held.floorNpa],
  [1191, (held) => held.floorStandard],
  [1195, (held) => -held.expectedLoss],
  [3100, (held) => held.reserve],
  [3200, (held) => -held.reserve],
  [5200, (held) => held.expectedLoss - held.floorStandard - held.floorNpa],
]

/** The lines of one balanced entry; none where nothing changed. */
export const linesBetween = (before: LossHeld, after: LossHeld): Line[] =>
  SHEET.map(([account, of]) => ({ account, moved: minus(money(of(after)), money(of(before))) }))
    .filter(({ moved }) => moved !== 0)
    .map(({ account, moved }) => ({
      account,
      debit: moved > 0 ? moved : nothing,
      credit: moved < 0 ? money(-moved) : nothing,
    }))
