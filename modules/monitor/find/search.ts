/**
 * What was typed into the search, by its look. A phone, PAN or e-mail goes to identity, which knows
 * it by a keyed hash, as it knows the words of a name; an id or a reference is sought by its own
 * hash; anything else is not looked for, so that no plain personal value ever gets near SQL.
 */
export type Wanted =
  | { readonly by: 'phone'; readonly phone: string }
  | { readonly by: 'pan'; readonly pan: string }
  | { readonly by: 'customer'; readonly customerId: string }
  | { readonly by: 'name'; readonly name: string }
  | { readonly by: 'email'; readonly email: string }
  | { readonly by: 'handle'; readonly handle: string }
  | { readonly by: 'nothing' }

const PHONE = /^(?:\+91|0)?([6-9]\d{9})$/
const PAN = /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/
const NAME = /^[\p{L}\p{M}][\p{L}\p{M} .'’-]{1,99}$/u
const EMAIL = /^[^@\s]{1,64}@[^@\s]{1,190}$/
const CUSTOMER = /^cus_[0-9A-Za-z-]{1,64}$/
const ID = /^[a-z]{2,12}_[0-9A-Za-z-]{1,64}$/
/** Account numbers, UMRN, UTR, a provider's reference: no spaces within, and a digit somewhere. */
const REFERENCE = /^(?=.*\d)[0-9A-Za-z._/-]{4,80}$/

export function wantedOf(typed: string): Wanted {
  const text = typed.trim()
  const close = text.replaceAll(/[\s()-]/g, '')
  const phone = PHONE.exec(close)?.[1]
  if (phone) return { by: 'phone', phone }
  const pan = close.toUpperCase()
  if (PAN.test(pan)) return { by: 'pan', pan }
  if (EMAIL.test(text)) return { by: 'email', email: text }
  if (CUSTOMER.test(text)) return { by: 'customer', customerId: text }
  if (ID.test(text) || REFERENCE.test(text)) return { by: 'handle', handle: text }
  if (NAME.test(text)) return { by: 'name', name: text }
  const joined = text.replaceAll(/\s/g, '')
  return REFERENCE.test(joined) ? { by: 'handle', handle: joined } : { by: 'nothing' }
}
