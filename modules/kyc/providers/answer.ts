/**
 * What a vendor's answer must be before it may say anything about a person. Whatever else came (a
 * refusal of our key, a page of a proxy, half a body) is silence: it is asked again.
 */
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { HttpAnswer } from '#platform/http'
import { TryLater } from '#platform/queue'

/** Reads answers of exactly this shape under status 200; throws `TryLater` on any other. */
export function reader<S extends TSchema>(vendor: string, schema: S) {
  const checker = Compile(schema)
  return ({ status, json }: HttpAnswer): Static<S> => {
    if (status !== 200) throw new TryLater(`${vendor} answered ${status}`)
    if (!checker.Check(json)) throw new TryLater(`${vendor} answered in no shape we know`)
    return json as Static<S>
  }
}
