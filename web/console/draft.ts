/**
 * What a person has typed into a form, and the input it makes: rupees become paise, Indian time
 * becomes UTC, an empty optional field is left out. Says in words what can't be read.
 */
import { fromLocalInput, moneyText, paiseOf, rupeesOf, toLocalInput } from '#web/kit/figures.ts'
import { fieldsOf, isRequired, kindOf, type Schema } from './schema.ts'

/** By path: `amount`, `address.pinCode`. Text as typed, a flag, or chosen values. */
export type Draft = { readonly [path: string]: string | boolean | readonly string[] }
export type FieldWords = { readonly [path: string]: string }
type Given = { readonly [field: string]: unknown }

export const joined = (at: string, field: string): string => (at === '' ? field : `${at}.${field}`)

/** A form's beginning: what is known, as it would have been typed. */
export function draftOf(schema: Schema, given: Given, at = ''): Draft {
  const draft: { [path: string]: string | boolean | readonly string[] } = {}
  for (const [field, inner] of fieldsOf(schema)) {
    const path = joined(at, field)
    const value = given[field]
    if (kindOf(inner) === 'shape')
      Object.assign(draft, draftOf(inner, (value ?? {}) as Given, path))
    else if (value !== undefined && value !== null) draft[path] = typedOf(inner, value)
  }
  return draft
}

function typedOf(schema: Schema, value: unknown): string | boolean | readonly string[] {
  switch (kindOf(schema)) {
    case 'money':
      return rupeesOf(value as number)
    case 'instant':
      return toLocalInput(value as string)
    case 'flag':
      return value === true
    case 'list':
      return isChips(schema) ? (value as string[]) : JSON.stringify(value, null, 2)
    case 'map':
    case 'json':
      return JSON.stringify(value, null, 2)
    default:
      return String(value)
  }
}

/** A list of words or choices is picked; a list of shapes is written as JSON. */
export const isChips = (schema: Schema): boolean =>
  ['choice', 'text', 'id'].includes(kindOf(schema.items ?? {}))

type Read = { readonly input: Given; readonly wrong: FieldWords }

export function inputIn(schema: Schema, draft: Draft, at = ''): Read {
  const input: { [field: string]: unknown } = {}
  const wrong: { [path: string]: string } = {}
  for (const [field, inner] of fieldsOf(schema)) {
    const path = joined(at, field)
    if (kindOf(inner) === 'shape') {
      const isAsked = isRequired(schema, field) || hasAny(draft, path)
      if (!isAsked) continue
      const read = inputIn(inner, draft, path)
      input[field] = read.input
      Object.assign(wrong, read.wrong)
      continue
    }
    const typed = draft[path]
    const isEmpty = typed === undefined || typed === '' || (Array.isArray(typed) && !typed.length)
    if (isEmpty && kindOf(inner) === 'flag' && isRequired(schema, field)) input[field] = false
    else if (isEmpty && isRequired(schema, field)) wrong[path] = 'is needed'
    else if (!isEmpty) {
      const { value, says } = read(inner, typed)
      if (says === undefined) input[field] = value
      else wrong[path] = says
    }
  }
  return { input, wrong }
}

const hasAny = (draft: Draft, at: string): boolean =>
  Object.entries(draft).some(([path, typed]) => path.startsWith(`${at}.`) && typed !== '')

type ReadOne = { readonly value?: unknown; readonly says?: string }

function read(schema: Schema, typed: Draft[string]): ReadOne {
  const text = typeof typed === 'string' ? typed.trim() : ''
  switch (kindOf(schema)) {
    case 'money':
      return amountIn(schema, text)
    case 'int':
    case 'number':
      return numberIn(schema, text)
    case 'instant': {
      const value = fromLocalInput(text)
      return value === undefined ? { says: 'is no time' } : { value }
    }
    case 'list':
      return Array.isArray(typed) ? { value: typed } : jsonIn(text)
    case 'map':
    case 'json':
      return jsonIn(text)
    case 'flag':
      return { value: typed === true }
    case 'secret':
      return { value: typed } // Spaces may belong to it.
    default:
      return textIn(schema, text)
  }
}

function amountIn({ minimum, maximum }: Schema, text: string): ReadOne {
  const value = paiseOf(text)
  if (value === undefined) return { says: 'is no amount: rupees, with at most two decimals' }
  if (minimum !== undefined && value < minimum && Number.isSafeInteger(minimum)) {
    return { says: `is at least ${moneyText(minimum)}` }
  }
  if (maximum !== undefined && value > maximum) return { says: `is at most ${moneyText(maximum)}` }
  return { value }
}

function numberIn(schema: Schema, text: string): ReadOne {
  const value = Number(text.replaceAll(',', ''))
  const isWhole = kindOf(schema) === 'int'
  if (Number.isNaN(value)) return { says: 'is no number' }
  if (isWhole && !Number.isInteger(value)) return { says: 'is a whole number' }
  const { minimum = -Infinity, maximum = Infinity } = schema
  if (value < minimum) return { says: `is at least ${minimum}` }
  if (value > maximum) return { says: `is at most ${maximum}` }
  return { value }
}

function textIn({ minLength = 0, maxLength = Infinity, pattern }: Schema, text: string): ReadOne {
  if (text.length < minLength) return { says: `has at least ${minLength} characters` }
  if (text.length > maxLength) return { says: `has at most ${maxLength} characters` }
  const fits = pattern === undefined || new RegExp(pattern, 'u').test(text)
  return fits ? { value: text } : { says: 'is not written as it should be' }
}

function jsonIn(text: string): ReadOne {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { says: 'is no JSON' }
  }
}
