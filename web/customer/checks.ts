/** What a person typed, looked at before it is sent; what is wrong stands at its field. */
import { useState } from 'react'
import { note } from './trace.ts'

type Found<F extends string> = { readonly [field in F]?: string | false | undefined }

export function useChecks<F extends string>() {
  const [wrong, setWrong] = useState<{ readonly [field in F]?: string }>({})
  return {
    wrong,
    /** True when nothing was found. */
    pass: (found: Found<F>): boolean => {
      const bad = Object.entries(found).filter(([, told]) => told) as [F, string][]
      for (const [field] of bad) note('field-error', { field, code: 'form' })
      setWrong(Object.fromEntries(bad) as { readonly [field in F]?: string })
      if (bad.length > 0) requestAnimationFrame(seeFirstWrong)
      return bad.length === 0
    },
  }
}

function seeFirstWrong(): void {
  const field = document.querySelector('[data-wrong] input, [data-wrong] select')
  if (!(field instanceof HTMLElement)) return
  field.focus({ preventScroll: true })
  field.scrollIntoView({ block: 'center' })
}

export const digitsOf = (typed: string, max: number): string =>
  typed.replaceAll(/\D/g, '').slice(0, max)

/** Ten digits as India dials them; a +91 or 0 in front, pasted, goes. */
export const phoneOf = (typed: string): string => {
  const digits = typed.replaceAll(/\D/g, '')
  return (digits.length > 10 ? digits.replace(/^(91|0)/, '') : digits).slice(0, 10)
}

/** Capitals and digits alone, as PAN and IFSC are written. */
export const capitalsOf = (typed: string, max: number): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, max)

export const isPhone = (text: string): boolean => /^[6-9]\d{9}$/.test(text)
export const isPan = (text: string): boolean => /^[A-Z]{5}\d{4}[A-Z]$/.test(text)
export const isIfsc = (text: string): boolean => /^[A-Z]{4}0[A-Z0-9]{6}$/.test(text)
export const isName = (text: string): boolean => /^[\p{L}\p{M} .'’-]{2,100}$/u.test(text.trim())
export const isEmail = (text: string): boolean => /^[^@\s]{1,64}@[^@\s]{1,190}$/.test(text)

/** `1994-03-05` of day, month and year as typed; undefined when there is no such day. */
export function dayOf(day: string, month: string, year: string): string | undefined {
  if (year.length !== 4) return undefined
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** An amount while it is typed: grouped as India reads it. */
export function grouped(typed: string): string {
  const digits = digitsOf(typed, 8).replace(/^0+(?=\d)/, '')
  const last = digits.slice(-3)
  const lead = digits.slice(0, -3).replaceAll(/\B(?=(\d{2})+$)/g, ',')
  return lead ? `${lead},${last}` : last
}
