/** How identity keeps what is personal, and how it forgets. Not a door: others never come here. */
import type { Tx } from '#platform/sql'
import { hashOf, KEY_BYTES, NONCE_BYTES, openSeal, sealedText } from '../engines/seal.ts'
import { classOfField, type Field, type RetentionClass } from './retention.ts'
import { destroyKey, insertKey, lastGeneration, liveKey, saveSealed } from './store.ts'

/** Seals the value under the person's key of its class and keeps it in the place of the last. */
export async function keep(tx: Tx, holder: string, field: Field, plain: string): Promise<void> {
  const of = classOfField(field)
  const { key, generation } = await dataKey(tx, holder, of)
  const about = aboutOf(holder, of, generation, field)
  const value = sealedText(key, plain, about, tx.random(NONCE_BYTES))
  await saveSealed(tx, holder, { field, class: of, generation, value })
}

/** Seals a value that travels in an event instead of resting here: `openedParcel` opens it. */
export async function parcel(tx: Tx, holder: string, field: Field, plain: string): Promise<string> {
  const of = classOfField(field)
  const { key, generation } = await dataKey(tx, holder, of)
  const about = aboutOf(holder, of, generation, field)
  const value = sealedText(key, plain, about, tx.random(NONCE_BYTES))
  return [holder, of, generation, field, value].join('.')
}

/** Destroys the class's key; gives the proof of it, or undefined when nothing was kept. */
export async function forget(
  tx: Tx,
  holder: string,
  of: RetentionClass,
): Promise<string | undefined> {
  const key = await destroyKey(tx, holder, of)
  return key && hashOf(`${holder}/${of}/${key.generation}/${key.wrapped}/${tx.now}`)
}

/** The live key of the class, made at its first use. */
export async function dataKey(
  tx: Tx,
  holder: string,
  of: RetentionClass,
): Promise<{ key: Uint8Array; generation: number }> {
  const seal = openSeal(tx.secret('master'))
  const kept = await liveKey(tx, holder, of)
  if (kept) {
    const { generation, wrapped } = kept
    return { key: seal.unwrap(wrapped, keyAbout(holder, of, generation)), generation }
  }
  const generation = (await lastGeneration(tx, holder, of)) + 1
  const key = tx.random(KEY_BYTES)
  const wrapped = seal.wrap(key, keyAbout(holder, of, generation), tx.random(NONCE_BYTES))
  const first = await insertKey(tx, holder, of, { generation, wrapped })
  return first ? { key, generation } : dataKey(tx, holder, of)
}

/** What a sealed value is bound to. */
export const aboutOf = (holder: string, of: string, generation: number, field: string): string =>
  `${holder}/${of}/${generation}/${field}`

/** What a wrapped key is bound to. */
export const keyAbout = (holder: string, of: string, generation: number): string =>
  `${holder}/${of}/${generation}`
