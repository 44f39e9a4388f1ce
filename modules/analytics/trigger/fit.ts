/** Whether a command would take an input: its contract's schema says. */
import type { TSchema } from 'typebox'
import { Check } from 'typebox/value'

export const fits = (schema: TSchema, input: unknown): boolean => Check(schema, input)
