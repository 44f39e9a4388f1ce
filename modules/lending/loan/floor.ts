/** The provision floor of a lender's layer, out of the dated rules (SPEC §0.3, §4.4). */
import type { NbfcLayer } from './prepayment.ts'
import type { ProvisionFloor } from './provision.ts'

/** What a rule holds: names to plain values. */
type Value = { readonly [name: string]: string | number | boolean | null }

/** From the values of `provision.floor`, `provision.doubtful-secured`, `npa.substandard-months`. */
export function floorOf(
  layer: NbfcLayer,
  rules: { readonly floor: Value; readonly secured: Value; readonly months: Value },
): ProvisionFloor {
  const percent = (of: Value, name: string): string => {
    const value = of[name]
    if (typeof value !== 'string') throw new Error(`a provision rule names no ${name}`)
    return value
  }
  return {
    standardPercent: percent(rules.floor, `standard${layer}`),
    substandardPercent: percent(rules.floor, 'substandard'),
    substandardMonths: Number(rules.months[layer]),
    doubtfulUnsecuredPercent: percent(rules.floor, 'doubtfulUnsecured'),
    doubtfulSecured: [
      { yearsMax: 1, percent: percent(rules.secured, 'upTo1Year') },
      { yearsMax: 3, percent: percent(rules.secured, 'upTo3Years') },
      { percent: percent(rules.secured, 'over3Years') },
    ],
    lossPercent: percent(rules.floor, 'loss'),
  }
}
