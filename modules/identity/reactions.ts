/** What identity does when something happens elsewhere. */
import { PanVerified } from '#modules/kyc'
import { on } from '#platform/log'
import type { EventOf, Fact } from '#kernel/contract'
import type { Tx } from '#platform/sql'
import { end } from './consent/commands.ts'
import { ConsentExpired, PersonMerged, ProfileKept } from './contract.ts'
import { openSeal } from './engines/seal.ts'
import { nameWords } from './person/name.ts'
import { emailOf, profileIn } from './person/profile.ts'
import { elderWithPan, merge, personOf, saveNameMarks, saveProfileMarks } from './person/store.ts'
import { opened } from './vault/queries.ts'

export const reactions = [
  on(PanVerified, 'merge-person', mergePerson),
  on(ProfileKept, 'mark-name', markName),
  on(ProfileKept, 'mark-profile', markProfile),
  on(ConsentExpired, 'end-consent', endConsent),
]

/**
 * Two records with one PAN are one person, but only once the issuer has said that the PAN is
 * theirs: else anyone could become part of a stranger by typing the stranger's PAN.
 */
async function mergePerson({ key }: Fact, tx: Tx): Promise<void> {
  const person = await personOf(tx, key)
  if (!person?.panHash || person.mergedInto) return
  const elder = await elderWithPan(tx, person.id, person.panHash)
  if (elder === undefined || !(await merge(tx, person.id, elder))) return
  await tx.emit(person.id, [PersonMerged({ customerId: person.id, into: elder })])
}

/** By the name as it stands now: an earlier one is not searched for. */
async function markName({ key }: Fact, tx: Tx): Promise<void> {
  const { profile } = await opened(tx, key, 'profile')
  const seal = openSeal(tx.secret('master'))
  const words = nameWords(profileIn(profile)?.name ?? '')
  await saveNameMarks(
    tx,
    key,
    words.map((word) => seal.mark('name', word)),
  )
}

/** By the e-mail and the PIN code of the profile as it stands now. */
async function markProfile({ key }: Fact, tx: Tx): Promise<void> {
  const { profile } = await opened(tx, key, 'profile')
  const { email, pinCode } = profileIn(profile) ?? {}
  const seal = openSeal(tx.secret('master'))
  await saveProfileMarks(tx, key, [
    ...(email ? [{ kind: 'email', mark: seal.mark('email', emailOf(email)) } as const] : []),
    ...(pinCode ? [{ kind: 'pin', mark: seal.mark('pin', pinCode) } as const] : []),
  ])
}

/** Its time is over: what rested on it goes, as if it had been withdrawn. */
async function endConsent({ key, data }: Lapsed, tx: Tx): Promise<void> {
  await end(tx, key, data.purpose, 'expired', data.consentId)
}
type Lapsed = Fact<EventOf<typeof ConsentExpired>>
