/** Whether a command would take an input: its contract's schema says. */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'
import { pathsOf } from './trigger.ts'

export const fits = (schema: TSchema, input: unknown): boolean => Check(schema, input)

type Named = { readonly [name: string]: unknown }
type Shape = {
  readonly properties?: { readonly [name: string]: TSchema }
  readonly required?: readonly string[]
}

/**
 * Whether some fact could fill the template so that it fits: it has every name that is needed and
 * no other, and what is written out in it fits. What stands for a value of the fact may be any.
 */
export function mayFit(schema: TSchema, template: unknown): boolean {
  if (pathsOf(template).length === 0) return Check(schema, template)
  const { properties, required = [] } = schema as Shape
  // What stands for a whole value, and what has no names of its own, is known when it is filled.
  if (isPath(template) || Array.isArray(template) || !properties) return true
  const names = Object.keys(template as Named)
  if (!required.every((name) => names.includes(name))) return false
  return names.every((name) => {
    const own = properties[name]
    return own !== undefined && mayFit(own, (template as Named)[name])
  })
}

const isPath = (template: unknown): boolean =>
  typeof (template as Named)['path'] === 'string' && Object.keys(template as Named).length === 1
