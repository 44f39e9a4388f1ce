/** Terms no schedule can meet are refused with a sentence, before anything is worked out. */
import type { Agreement } from './agreement.ts'

const INSTALMENTS_MAX = 480
const EVERY_MAX = 366

/** Why the agreement cannot be; undefined when it can. */
export function impossible({ interest, downPayment, fixedLength, spread }: Agreement) {
  const { instalments, every, ratePercent, grace, multiple, dayCount } = interest
  const rate = Number(ratePercent)
  const whole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most
  if (!whole(instalments, 1, INSTALMENTS_MAX)) {
    return `There can be 1 to ${INSTALMENTS_MAX} instalments, not ${instalments}.`
  }
  if (!whole(every, 1, EVERY_MAX)) return `Instalments cannot come every ${every} units.`
  if (!(rate >= 0 && rate < 1000)) return `A yearly rate of ${ratePercent} percent cannot be.`
  if (grace.principalRows >= instalments) return 'Some instalment has to repay principal.'
  if (grace.interestRows >= instalments) return 'Some instalment has to collect the interest.'
  if (multiple !== undefined && multiple <= 0) return 'Instalments round to a sum above nothing.'
  if (dayCount.month === 30 && interest.unit === 'years') return 'Years have no 30-day months.'
  if (fixedLength !== undefined && fixedLength <= (instalments - 1) * every) {
    return 'The term ends before its last instalment begins.'
  }
  const down = Number(downPayment?.percent ?? 0)
  if (!(down >= 0 && down < 100)) return `A down payment of ${down} percent leaves no loan.`
  if (spread.default.steps.length === 0) return 'Nothing says in which order money is spread.'
  return undefined
}
