/**
 * What a phone says it saw, made fit to keep: known kinds only, and in each field a code or a name,
 * never anything a person may have typed. Pure.
 */
import type { InputOf } from '#kernel/contract'
import { AppTrace, type trace } from './contract.ts'

export type Sighting = InputOf<typeof trace>['traces'][number]
type Kept = Parameters<typeof AppTrace>[0]
type What = Kept['what']
type InstallId = InputOf<typeof trace>['installId']

const kinds: { readonly [what in What]: true } = {
  arrived: true,
  'screen-shown': true,
  'screen-left': true,
  'field-error': true,
  'permission-asked': true,
  'permission-answered': true,
  'went-back': true,
  network: true,
}
/** A screen, a field or a code is a word of ours: letters first, and no long run of digits. */
const word = /^[A-Za-z][A-Za-z0-9._:/-]{0,59}$/
const digits = /\d{5,}/

/** The first sighting of an install is its arrival, whatever the phone called it. */
export function keptOf(
  installId: InstallId,
  sightings: readonly Sighting[],
  isNew: boolean,
): Kept[] {
  const seen = sightings.flatMap((one) => {
    const { what, screen, field, code, ...rest } = one
    if (!isKind(what) || what === 'arrived') return []
    const words = { ...named('screen', screen), ...named('field', field), ...named('code', code) }
    return [{ ...rest, installId, what, ...words } satisfies Kept]
  })
  const first = sightings.find(({ what }) => what === 'arrived') ?? sightings[0]
  if (!isNew || !first) return seen
  const { appVersion, language, network, device, seenAt } = first
  const where = { ...(network && { network }), ...(device && { device }) }
  const around = { ...(language && { language }), ...where }
  return [{ installId, what: 'arrived', appVersion, seenAt, ...around }, ...seen]
}

const isKind = (what: string): what is What => Object.hasOwn(kinds, what)

function named<Name extends string>(
  name: Name,
  text: string | undefined,
): { [Of in Name]?: string } {
  if (text === undefined || !word.test(text) || digits.test(text)) return {}
  return { [name]: text } as { [Of in Name]?: string }
}
