/** What identity does when something happens elsewhere. */
import { PanVerified } from '#modules/kyc'
import { on } from '#platform/log'
import type { Fact } from '#kernel/contract'
import type { Tx } from '#platform/sql'
import { PersonMerged } from './contract.ts'
import { elderWithPan, merge, personOf } from './person/store.ts'

export const reactions = [on(PanVerified, 'merge-person', mergePerson)]

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
