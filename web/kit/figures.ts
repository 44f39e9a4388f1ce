/**
 * Numbers and days as people in India read them. Instants are shown in IST, whatever the device
 * says: a business day is an Indian one.
 */
import { businessDateOf, parts, type Instant, type LocalDate } from '#kernel/dates'
import { decimal, rupees, shown, type Money } from '#kernel/money'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const IST_MS = 19_800_000

/** `₹1,23,456.78`; a negative one reads `(₹500.00)` where `books` is set, `−₹500.00` elsewhere. */
export const moneyText = (paise: number, { books = false } = {}): string =>
  books && paise < 0 ? `(${shown(-paise as Money)})` : shown(paise as Money)

/** Without paise where there are none: `₹5,000`, for large amounts on a phone. */
export const roundMoneyText = (paise: number): string => shown(paise as Money).replace(/\.00$/, '')

/** What a person types as rupees (`1,23,456.5`) in paise; undefined when it is no amount. */
export function paiseOf(typed: string): Money | undefined {
  try {
    return rupees(typed.replaceAll(/[₹,\s]/g, ''))
  } catch {
    return undefined
  }
}
export const rupeesOf = (paise: number): string => decimal(paise as Money).replace(/\.00$/, '')

/** `5 Mar 2026` */
export function dateText(on: string): string {
  const { year, month, day } = parts(on as LocalDate)
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`
}

/** `14:05:09`, Indian time. */
export const timeText = (at: string): string => indian(at).slice(11, 19)

/** `5 Mar 2026, 14:05`, Indian time; `seconds` adds them. */
export function instantText(at: string, { seconds = false } = {}): string {
  const time = indian(at).slice(11, seconds ? 19 : 16)
  return `${dateText(businessDateOf(at as Instant))}, ${time}`
}

/** For `<input type="datetime-local">`: `2026-03-05T14:05`, Indian time; and back to UTC. */
export const toLocalInput = (at: string): string => indian(at).slice(0, 16)
export function fromLocalInput(typed: string): Instant | undefined {
  const ms = Date.parse(`${typed.length === 16 ? `${typed}:00` : typed}Z`)
  return Number.isNaN(ms) ? undefined : (new Date(ms - IST_MS).toISOString() as Instant)
}

/** `850 ms`, `4.2 s`, `3 min`, `5 h 20 min`, `12 days`. */
export function durationText(ms: number): string {
  const size = Math.abs(ms)
  if (size < 1000) return `${Math.round(ms)} ms`
  if (size < 60_000) return `${(ms / 1000).toFixed(size < 10_000 ? 1 : 0)} s`
  const wholeMinutes = Math.round(size / 60_000)
  if (wholeMinutes < 60) return `${Math.round(ms / 60_000)} min`
  if (wholeMinutes >= 48 * 60) return `${Math.round(size / 86_400_000)} days`
  const [hours, minutes] = [Math.floor(wholeMinutes / 60), wholeMinutes % 60]
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`
}

/** `1,23,456` */
export const countText = (n: number): string =>
  Number.isInteger(n) ? n.toLocaleString('en-IN') : String(Math.round(n * 1000) / 1000)

/** A share from 0 to 1 as `94 %`; `99.6 %` near the ends, where a tenth matters. */
export function shareText(share: number): string {
  const percent = share * 100
  const fine = (percent > 99 && percent < 100) || (percent > 0 && percent < 1)
  return `${fine ? percent.toFixed(1) : Math.round(percent)} %`
}

/** `loan_0192a…4f1c`: enough to tell two apart. */
export function shortId(id: string): string {
  const cut = id.indexOf('_')
  const [kind, rest] = [id.slice(0, cut + 1), id.slice(cut + 1)]
  return rest.length <= 12 ? id : `${kind}…${rest.slice(-6)}`
}

const indian = (at: string): string => new Date(Date.parse(at) + IST_MS).toISOString()
