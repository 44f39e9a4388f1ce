/** The code of a one-time password, for comms at the moment of sending. */
import { answer } from '#platform/http'
import { openCode } from '../contract.ts'
import { openedParcel } from '../vault/queries.ts'

export const loginQueries = [
  answer(openCode, async ({ codeSealed }, tx) => {
    const code = await openedParcel(tx, codeSealed)
    if (code === undefined) throw new Error('the key of this code was destroyed')
    return { code }
  }),
]
