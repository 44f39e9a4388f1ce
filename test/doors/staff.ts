/** One of the staff for each role, signed in through the door as they would be. */
import type { Actor } from '#kernel/contract'
import { enrolStaff, roles } from '#modules/identity'
import { codeAt } from '../../modules/identity/engines/totp.ts'
import type { House } from '../../platform/runtime/house.ts'
import type { Knock } from './knock.ts'

export type Staff = { readonly login: string; readonly token: string; readonly staffId: string }

const identity: Actor = { kind: 'module', id: 'identity' }
const PASSWORD = 'a quiet lane of plane trees'

/** Each holds all roles: other people who may do the same. */
export const OTHERS = ['second', 'third', 'fourth']

/** By role, and the others. */
export async function enrolled(house: House, knock: Knock): Promise<{ [role: string]: Staff }> {
  const staff: { [role: string]: Staff } = {}
  for (const role of [...roles, ...OTHERS]) {
    const input = {
      ...{ login: `door-${role}`, password: PASSWORD },
      roles: OTHERS.includes(role) ? [...roles] : [role as (typeof roles)[number]],
    }
    const made = await house.doors.call(enrolStaff, input, identity)
    if ('refused' in made) throw new Error(`${role} was not enrolled: ${made.refused}`)
    staff[role] = await signedIn(knock, input.login, made)
  }
  return staff
}

async function signedIn(
  knock: Knock,
  login: string,
  { staffId, totpSecret }: { staffId: string; totpSecret: string },
): Promise<Staff> {
  const body = { login, password: PASSWORD, totp: codeAt(totpSecret, Date.now()) }
  const { status, json } = await knock({ path: '/v1/gateway/sign-in-staff', body })
  if (status !== 200) throw new Error(`${login} could not sign in: ${status}`)
  return { login, token: json['token'] as string, staffId }
}
