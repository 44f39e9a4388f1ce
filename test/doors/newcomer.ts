/** Somebody new, by their own phone: the code is asked for, read on the phone, and given. */
import type { Rig } from './rig.ts'

export type Newcomer = { readonly token: string; readonly customerId: string }

let serial = 0
/** A phone nobody had before. */
export const freshPhone = (): string => `98${String(76_500_000 + ++serial).padStart(8, '0')}`

export async function newcomer(rig: Rig): Promise<Newcomer> {
  const body = await askedIn(rig)
  const { status, json } = await rig.knock({ path: '/v1/gateway/sign-in', body })
  if (status !== 200) throw new Error(`could not sign in: ${status} ${json['code']}`)
  return json as unknown as Newcomer
}

/** What signs them in, once. */
export async function askedIn(rig: Rig): Promise<{ otpId: string; code: string }> {
  const phone = freshPhone()
  const { status, json } = await rig.knock({ path: '/v1/identity/request-otp', body: { phone } })
  if (status !== 200) throw new Error(`no code for the newcomer: ${status}`)
  return { otpId: json['otpId'] as string, code: await rig.codeFor(phone) }
}

/** The token of a newcomer whose session is over. */
export async function endedSession(rig: Rig): Promise<string> {
  const { token, customerId } = await newcomer(rig)
  await rig.house.db.owner`
    update gateway.session set opened_at = '2020-01-01', expires_at = '2020-01-02'
     where holder = ${customerId}`
  return token
}
