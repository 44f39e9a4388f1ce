/** The PAN's issuer and the sanctions lists, behind one vendor. */
import type { Http } from '#platform/http'
import type { PanAnswer } from '../check.ts'

const TIMEOUT_MS = 10_000

export async function askPan(
  http: Http,
  key: string,
  person: { pan: string; name: string; birthDate: string },
): Promise<PanAnswer> {
  const { pan, name, birthDate: dob } = person
  const json = { pan, name, dob, key }
  const answer = await http('kyc', { method: 'POST', path: '/pan', json, timeoutMs: TIMEOUT_MS })
  return answer.json as PanAnswer
}

export async function askSanctions(
  http: Http,
  key: string,
  person: { pan?: string; name: string; birthDate: string },
): Promise<{ hit: boolean }> {
  const { pan, name, birthDate: dob } = person
  const json = { name, dob, ...(pan && { pan }), key }
  const path = '/sanctions'
  const answer = await http('kyc', { method: 'POST', path, json, timeoutMs: TIMEOUT_MS })
  return answer.json as { hit: boolean }
}
