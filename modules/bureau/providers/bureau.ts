/** The credit bureau's door. */
import type { Http } from '#platform/http'
import type { Report } from '../attributes.ts'

const TIMEOUT_MS = 15_000

/** Pulls the report, with the consent and the purpose the bureau itself asks for (SPEC §5.1). */
export async function pull(
  http: Http,
  key: string,
  person: { pan: string; name: string; birthDate: string; phone: string; consentId: string },
): Promise<{ report: Report; raw: string }> {
  const { birthDate: dob, ...rest } = person
  const json = { ...rest, dob, purpose: 'loan-origination', key }
  const request = { method: 'POST', path: '/pull', json, timeoutMs: TIMEOUT_MS } as const
  const answer = await http('bureau', request)
  return { report: answer.json as Report, raw: answer.text }
}
