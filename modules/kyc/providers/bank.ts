/** The penny drop: a rupee is credited and the bank names the holder (SPEC §5.4). */
import type { Http } from '#platform/http'
import type { AccountAnswer } from '../check.ts'

const TIMEOUT_MS = 15_000

export async function dropPenny(
  http: Http,
  key: string,
  target: { accountNumber: string; ifsc: string; name: string },
): Promise<AccountAnswer> {
  const { accountNumber: account, ifsc, name } = target
  const json = { account, ifsc, name, key }
  const path = '/penny-drop'
  const answer = await http('bank', { method: 'POST', path, json, timeoutMs: TIMEOUT_MS })
  return answer.json as AccountAnswer
}
