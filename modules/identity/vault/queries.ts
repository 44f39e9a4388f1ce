/** How identity opens what it keeps, at the moment it is needed and no earlier. */
import { answer } from '#platform/http'
import type { Tx } from '#platform/sql'
import { liveConsents } from '../consent/store.ts'
import { dataKeys, sealingPass } from '../contract.ts'
import { openSeal, openedText } from '../engines/seal.ts'
import { aboutOf, keyAbout } from './commands.ts'
import { streamedClasses, type Field } from './retention.ts'
import { keyOfGeneration, keysOf, liveKey, sealedOf } from './store.ts'

/** The keys of what is sealed outside the vault: streams seal and open a batch by themselves. */
export const vaultQueries = [
  answer(sealingPass, async ({ customerId, purpose }, tx) => {
    const consents = await liveConsents(tx, customerId)
    const consent = consents.find((one) => one.purpose === purpose)
    const of = streamedClasses[purpose]
    const key = consent && (await liveKey(tx, customerId, of))
    if (!key) return {}
    const { generation, wrapped } = key
    const plain = openSeal(tx.secret('master')).unwrap(
      wrapped,
      keyAbout(customerId, of, generation),
    )
    return { pass: { consentId: consent.id, class: of, generation, dataKey: keyText(plain) } }
  }),

  answer(dataKeys, async ({ wanted }, tx) => {
    const seal = openSeal(tx.secret('master'))
    const keys = (await keysOf(tx, wanted)).map(({ wrapped, ...of }) => {
      const about = keyAbout(of.customerId, of.class, of.generation)
      return { ...of, dataKey: keyText(seal.unwrap(wrapped, about)) }
    })
    return { keys }
  }),
]

const keyText = (key: Uint8Array): string => Buffer.from(key).toString('base64url')

/** The plain values of one person; what was erased or never given is left out. */
export async function opened<F extends Field>(
  tx: Tx,
  holder: string,
  ...fields: F[]
): Promise<{ [Of in F]?: string }> {
  const found = await openedOfMany(tx, [holder], ...fields)
  return found.get(holder) ?? {}
}

export async function openedOfMany<F extends Field>(
  tx: Tx,
  holders: readonly string[],
  ...fields: F[]
): Promise<Map<string, { [Of in F]?: string }>> {
  const seal = openSeal(tx.secret('master'))
  const people = new Map<string, { [Of in F]?: string }>()
  for (const row of await sealedOf(tx, holders, fields)) {
    if (row.wrapped === null) continue
    const key = seal.unwrap(row.wrapped, keyAbout(row.holder, row.class, row.generation))
    const about = aboutOf(row.holder, row.class, row.generation, row.field)
    const person = people.get(row.holder) ?? {}
    people.set(row.holder, { ...person, [row.field]: openedText(key, row.value, about) })
  }
  return people
}

/** Opens what `parcel` sealed; undefined once its key is destroyed. */
export async function openedParcel(tx: Tx, parcel: string): Promise<string | undefined> {
  const [holder = '', of = '', generation = '', field = '', value = ''] = parcel.split('.')
  const wrapped = await keyOfGeneration(tx, holder, of, Number(generation) || 0)
  if (wrapped === undefined) return undefined
  const key = openSeal(tx.secret('master')).unwrap(
    wrapped,
    keyAbout(holder, of, Number(generation)),
  )
  return openedText(key, value, aboutOf(holder, of, Number(generation), field))
}
