/** The penny drop: a rupee is credited and the bank names the holder (SPEC §5.4). */
import Type from 'typebox'
import type { Http } from '#platform/http'
import type { AccountAnswer } from '../check.ts'
import { reader } from './answer.ts'

const TIMEOUT_MS = 15_000

/** A rupee that arrived, arrived at somebody and in some kind of account. */
const readDrop = reader(
  'the bank',
  Type.Union([
    Type.Object({
      status: Type.Literal('success'),
      nameAtBank: Type.String({ minLength: 1 }),
      accountType: Type.String({ minLength: 1 }),
    }),
    Type.Object({ status: Type.Literal('failed') }),
  ]),
)

export async function dropPenny(
  http: Http,
  key: string,
  target: { accountNumber: string; ifsc: string; name: string },
): Promise<AccountAnswer> {
  const { accountNumber: account, ifsc, name } = target
  const json = { account, ifsc, name, key }
  const request = { method: 'POST', path: '/penny-drop', json, timeoutMs: TIMEOUT_MS } as const
  return readDrop(await http('bank', request))
}
