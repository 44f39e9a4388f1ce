/**
 * A template as DLT has it: fixed words and typed places (SPEC §9.1). `{amount:money}` in our body
 * is `{#numeric#}` in the registered text; a message that does not match that text is never sent,
 * for the operator would drop it. Pure.
 */
import { parts, type LocalDate } from '#kernel/dates'
import { decimal, shown, type Money } from '#kernel/money'

export type Values = { readonly [name: string]: string | number | boolean | null }

/** How each type of place is filled: what the value must be, and how it reads. */
const fillings = {
  numeric: { tag: 'numeric', read: plain },
  alphanumeric: { tag: 'alphanumeric', read: plain },
  url: { tag: 'url', read: plain },
  /** Whole paise, read as rupees. */
  money: { tag: 'numeric', read: rupeesOf },
  /** `2027-01-05`, read as `05-Jan-2027`. */
  date: { tag: 'alphanumeric', read: dayOf },
  /** `2027-01-05`, read as `05/01/2027`: in a text whose months are not English. */
  day: { tag: 'alphanumeric', read: figuresOf },
} as const
type Filling = keyof typeof fillings

const place = /\{([a-zA-Z]+):([a-z]+)\}/g
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** The text as it is registered on DLT. */
export const registered = (body: string): string =>
  body.replace(place, (_, __, type: string) => `{#${fillingOf(type).tag}#}`)

/** The message, or undefined when a value is missing or of the wrong kind for its place. */
export function filled(body: string, values: Values): string | undefined {
  let whole = true
  const text = body.replace(place, (_, name: string, type: string) => {
    const value = values[name]
    const read = value === undefined || value === null ? undefined : fillingOf(type).read(value)
    whole &&= read !== undefined
    return read ?? ''
  })
  return whole && matches(registered(body), text) ? text : undefined
}

/** The tags of DLT, and what may stand in their place. */
const tags: { readonly [tag: string]: string } = {
  numeric: '[0-9.,]{1,40}',
  alphanumeric: '[A-Za-z0-9 ./,:-]{1,40}',
  url: 'https?://\\S{1,200}',
  urlott: 'https?://\\S{1,200}',
  cbn: '\\+?[0-9][0-9 -]{3,14}',
  email: '[^@\\s]{1,64}@[^@\\s]{1,190}',
  /** Registered before tags had types. */
  var: '.{1,30}',
}

/** Whether the message is the registered text, each place rightly filled (vectors DLT-SCRUB). */
export function matches(text: string, message: string): boolean {
  const pattern = text
    .split(/(\{#[a-z]+#\})/)
    .map((piece) => {
      const tag = /^\{#([a-z]+)#\}$/.exec(piece)?.[1]
      return tag === undefined ? piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : (tags[tag] ?? '$.')
    })
    .join('')
  return new RegExp(`^${pattern}$`, 'u').test(message)
}

function fillingOf(type: string): (typeof fillings)[Filling] {
  if (!Object.hasOwn(fillings, type)) throw new Error(`a template has no places of type ${type}`)
  return fillings[type as Filling]
}

function plain(value: string | number | boolean): string {
  return String(value)
}

/** Without the rupee sign, which alone would make an English text UCS-2 and cost a second SMS. */
function rupeesOf(value: string | number | boolean): string | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined
  const amount = value as Money
  const text = shown(amount).slice(1)
  return decimal(amount).endsWith('.00') ? text.slice(0, -3) : text
}

function dayOf(value: string | number | boolean): string | undefined {
  const on = written(value)
  return on && `${two(on.day)}-${MONTHS[on.month - 1]}-${on.year}`
}

function figuresOf(value: string | number | boolean): string | undefined {
  const on = written(value)
  return on && `${two(on.day)}/${two(on.month)}/${on.year}`
}

const two = (part: number): string => String(part).padStart(2, '0')

function written(value: string | number | boolean): ReturnType<typeof parts> | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined
  return parts(value as LocalDate)
}
