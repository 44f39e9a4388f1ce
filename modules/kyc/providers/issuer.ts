/** The PAN's issuer and the sanctions lists, behind one vendor. */
import Type from 'typebox'
import type { Http } from '#platform/http'
import type { PanAnswer } from '../check.ts'
import { reader } from './answer.ts'

const TIMEOUT_MS = 10_000

/** A valid card has a name and a kind of holder: without them nothing could be judged. */
const readCard = reader(
  'the PAN issuer',
  Type.Union([
    Type.Object({
      status: Type.Literal('valid'),
      nameOnCard: Type.String({ minLength: 1 }),
      category: Type.String({ minLength: 1 }),
    }),
    Type.Object({ status: Type.Union([Type.Literal('invalid'), Type.Literal('not-found')]) }),
  ]),
)
/** Without the word `hit` nobody is cleared (SPEC §6). */
const readScreen = reader('the sanctions lists', Type.Object({ hit: Type.Boolean() }))

export async function askPan(
  http: Http,
  key: string,
  person: { pan: string; name: string; birthDate: string },
): Promise<PanAnswer> {
  const { pan, name, birthDate: dob } = person
  const json = { pan, name, dob, key }
  const request = { method: 'POST', path: '/pan', json, timeoutMs: TIMEOUT_MS } as const
  return readCard(await http('kyc', request))
}

export async function askSanctions(
  http: Http,
  key: string,
  person: { pan?: string; name: string; birthDate: string },
): Promise<{ hit: boolean }> {
  const { pan, name, birthDate: dob } = person
  const json = { name, dob, ...(pan && { pan }), key }
  const request = { method: 'POST', path: '/sanctions', json, timeoutMs: TIMEOUT_MS } as const
  return readScreen(await http('kyc', request))
}
