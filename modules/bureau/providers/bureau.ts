/** The credit bureau's door. */
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Http } from '#platform/http'
import { TryLater } from '#platform/queue'
import type { Report } from '../attributes.ts'

const TIMEOUT_MS = 15_000

const Day = Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$' })
const Paise = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** A report that lacks any of this could only be read as a better one than it is. */
const report = Compile(
  Type.Object({
    score: Type.Union([Type.Integer({ minimum: 300, maximum: 900 }), Type.Null()]),
    accounts: Type.Array(
      Type.Object({
        type: Type.String({ minLength: 1 }),
        balance: Paise,
        overdue: Paise,
        dpdString: Type.String({ pattern: '^([0-9A-Z]{3})*$' }),
        emi: Paise,
        openedOn: Day,
        closedOn: Type.Union([Day, Type.Null()]),
        status: Type.String({ minLength: 1 }),
      }),
    ),
    enquiries: Type.Array(Type.Object({ on: Day })),
  }),
)

/**
 * Pulls the report, with the consent and the purpose the bureau itself asks for (SPEC §5.1). Throws
 * `TryLater` on whatever is not a whole report under status 200: it says nothing about the person.
 */
export async function pull(
  http: Http,
  key: string,
  person: { pan: string; name: string; birthDate: string; phone: string; consentId: string },
): Promise<{ report: Report; raw: string }> {
  const { birthDate: dob, ...rest } = person
  const json = { ...rest, dob, purpose: 'loan-origination', key }
  const request = { method: 'POST', path: '/pull', json, timeoutMs: TIMEOUT_MS } as const
  const answer = await http('bureau', request)
  if (answer.status !== 200) throw new TryLater(`the bureau answered ${answer.status}`)
  if (!report.Check(answer.json)) throw new TryLater('the bureau answered in no shape we know')
  return { report: answer.json as unknown as Report, raw: answer.text }
}
