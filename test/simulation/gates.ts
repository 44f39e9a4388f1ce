/**
 * No payout without all its gates, as the log tells it (DESIGN §16): before the money is asked for
 * stand consent, a KFS accepted within its validity, an agreement of the same terms, a registered
 * mandate, a verified account of one's own, and a sanctions screen of that very business date. A
 * draw was agreed with its limit: it has no agreement of its own, and may lean on any mandate.
 */
import type { Fact } from '#kernel/contract'

export type Gates = { see(fact: Fact): void; broken(): string[] }

type Path = { [mark: string]: string | undefined; sent?: string | undefined }
type Person = { consents: Set<string>; stops: Set<string>; mandates: Map<string, string> }
type Data = { [field: string]: string | undefined }

/** Without these no lender may look at a person's record (SPEC §7.3). */
const NEEDED = ['bureau'] as const

export function payoutGates(): Gates {
  const paths = new Map<string, Path>()
  const people = new Map<string, Person>()
  const broken: string[] = []
  const personOf = (key: string): Person => {
    const known = people.get(key) ?? { consents: new Set(), stops: new Set(), mandates: new Map() }
    people.set(key, known)
    return known
  }
  return {
    broken: () => broken,
    see: (fact) => {
      const data = fact.data as Data
      seePerson(personOf(fact.key), fact.type, data)
      if (!data.applicationId) return
      const path = paths.get(data.applicationId) ?? {}
      paths.set(data.applicationId, path)
      const who = `application ${data.applicationId}, ${fact.id}`
      const missing = seePath(path, personOf(fact.key), fact, data)
      broken.push(...missing.map((gate) => `${who} (${fact.type}): ${gate}`))
    },
  }
}

function seePerson({ consents, stops, mandates }: Person, type: string, data: Data): void {
  const { mandateId = '', accountId = '' } = data
  if (type === 'payments.mandate-registered') mandates.set(mandateId, accountId)
  if (type === 'payments.mandate-cancelled') mandates.delete(mandateId)
  if (type === 'identity.consent-given') consents.add(data.purpose ?? '')
  if (type === 'identity.consent-withdrawn') consents.delete(data.purpose ?? '')
  if (type === 'fraud.signal-raised' && data.weight === 'stop') stops.add(data.signalId ?? '')
}

/** Notes what the fact says of the application; answers with the gates it went through closed. */
function seePath(path: Path, person: Person, fact: Fact, data: Data): string[] {
  switch (fact.type) {
    case 'documents.kfs-issued':
      path.kfs = data.termsHash
      path.validTill = data.validTill
      path.accepted = undefined
      return []
    case 'lending.kfs-accepted':
      path.accepted = data.termsHash
      path.acceptedAt = fact.at
      return []
    case 'lending.draw-asked':
      path.drawn = data.applicationId
      return []
    case 'documents.agreement-signed':
      path.signed = data.termsHash
      return []
    case 'payments.mandate-registered':
      path.mandateAccount = data.accountId
      return []
    case 'kyc.account-verified':
      path.verifiedAccount = data.accountId
      return []
    case 'kyc.sanctions-cleared':
      path.screenedOn = data.screenedOn
      return []
    case 'lending.payout-asked':
      return closedGates(path, person, fact)
    case 'payments.payout-sent':
      return sentGates(path, fact)
    case 'payments.payout-failed': // Nothing left: it may be tried anew, asked for anew.
      path.sent = path.asked = undefined
      return []
    default:
      return []
  }
}

function closedGates(path: Path, { consents, stops, mandates }: Person, fact: Fact): string[] {
  path.asked = fact.id
  const leant = path.drawn && [...mandates.values()].find((one) => one === path.verifiedAccount)
  const mandateAccount = leant ?? path.mandateAccount
  const isAgreed = path.drawn !== undefined || path.signed === path.kfs
  const open: [string, boolean][] = [
    ['no consent is live', consents.size > 0 && NEEDED.every((one) => hasPurpose(consents, one))],
    ['a fraud stop stands', stops.size === 0],
    ['the KFS was not accepted', path.kfs !== undefined && path.accepted === path.kfs],
    ['the KFS had lapsed', (path.acceptedAt ?? '9') <= (path.validTill ?? '')],
    ['the agreement is of other terms', path.kfs !== undefined && isAgreed],
    ['no mandate is registered', mandateAccount !== undefined],
    ['the account is not verified', path.verifiedAccount !== undefined],
    ['the mandate is on another account', path.verifiedAccount === mandateAccount],
    ['sanctions were not screened that day', path.screenedOn === fact.businessDate],
  ]
  return open.filter(([, isOpen]) => !isOpen).map(([sentence]) => sentence)
}

const hasPurpose = (consents: ReadonlySet<string>, word: string): boolean =>
  [...consents].some((purpose) => purpose.includes(word))

function sentGates(path: Path, fact: Fact): string[] {
  const twice = path.sent !== undefined && path.sent !== fact.id
  path.sent = fact.id
  return [
    ...(path.asked === undefined ? ['paid out though nobody asked for it'] : []),
    ...(twice ? ['paid out twice'] : []),
  ]
}
