/**
 * The forms of Indian identifiers (SPEC §6). They say what can be one, not that it was issued.
 * Values come normalised: upper case, no spaces; `normaliseMobile` is for what people type.
 */

export type IdentifierKind = keyof typeof CHECKS

/** Whether the text can be an identifier of that kind. */
export const isIdentifier = (kind: IdentifierKind, value: string): boolean => CHECKS[kind](value)

/** Form and holder type (4th letter). The last letter's rule is not public: never computed. */
export const isPan = (value: string): boolean =>
  /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/.test(value) && value.slice(5, 9) !== '0000'

/** A natural person's PAN: its 4th letter is P. */
export const isPersonalPan = (value: string): boolean => isPan(value) && value[3] === 'P'

/** Twelve digits, the first 2–9, with Verhoeff's check digit. */
export const isAadhaar = (value: string): boolean => /^[2-9]\d{11}$/.test(value) && verhoeff(value)

/** All but the last four hidden: the only form in which an Aadhaar number may be kept or shown. */
export const maskAadhaar = (value: string): string => `XXXXXXXX${value.slice(-4)}`

/** State, PAN, entity, Z and a check character modulo 36. */
export function isGstin(value: string): boolean {
  const form = /^(0[1-9]|[1-3]\d|9[79])([A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z])[1-9A-Z]Z[0-9A-Z]$/
  return form.test(value) && value[14] === gstinCheck(value.slice(0, 14))
}

/** What a person typed as the ten digits of a mobile number, or null where it cannot be one. */
export function normaliseMobile(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '').replace(/^(\+91|91(?=\d{10}$)|0)/, '')
  return /^[6-9]\d{9}$/.test(digits) ? digits : null
}

const form =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value)

const CHECKS = {
  pan: isPan,
  aadhaar: isAadhaar,
  gstin: isGstin,
  ifsc: form(/^[A-Z]{4}0[A-Z0-9]{6}$/),
  mobile: form(/^[6-9]\d{9}$/),
  pincode: form(/^[1-9]\d{5}$/),
  upi_vpa: form(/^[A-Za-z0-9.\-_]{2,256}@[A-Za-z][A-Za-z0-9]{1,63}$/),
  ckyc_number: form(/^\d{14}$/),
  umrn: form(/^[A-Z]{4}[A-Z0-9]{16}$/),
  voter_epic: form(/^[A-Z]{3}\d{7}$/),
  passport: form(/^[A-PR-WY]\d{7}$/),
  // The layouts of bank references are not published: warn on them, never reject (SPEC §5.4).
  utr_neft_16: form(/^[A-Z]{4}[A-Z0-9]{12}$/),
  utr_rtgs_22: form(/^[A-Z]{4}[RC]\d{17}$/),
  imps_upi_rrn_12: form(/^\d{12}$/),
} as const

/**
 * Verhoeff's check by the arithmetic of the dihedral group D5 (turns 0–4, mirrors 5–9) with his
 * permutation applied once more at each place: it catches every wrong digit and every swapped pair.
 */
function verhoeff(digits: string): boolean {
  let check = 0
  for (let place = 0; place < digits.length; place++) {
    let digit = Number(digits[digits.length - 1 - place])
    for (let times = 0; times < place % 8; times++) digit = PERMUTED[digit] ?? 0
    check = combined(check, digit)
  }
  return check === 0
}

const PERMUTED = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

function combined(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5)
  return b < 5 ? 5 + ((a - 5 - b + 5) % 5) : (a - b + 5) % 5
}

/** GSTIN's check character: places weigh 1 and 2 in turn, digits of base 36 summed. */
function gstinCheck(body: string): string {
  let total = 0
  for (const [i, character] of [...body].entries()) {
    const product = Number.parseInt(character, 36) * (i % 2 === 0 ? 1 : 2)
    total += Math.floor(product / 36) + (product % 36)
  }
  return ((36 - (total % 36)) % 36).toString(36).toUpperCase()
}
