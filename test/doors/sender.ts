/** Who may send batches: somebody whose phone may, and a partner's server. */
import { newcomer, type Newcomer } from './newcomer.ts'
import type { Rig } from './rig.ts'

export type Senders = {
  /** Consents to both kinds of batch. */
  readonly phone: Newcomer
  /** Consents to none. */
  readonly silent: Newcomer
  /** The secret that opens the service door for messages, and no other. */
  readonly service: string
}

export async function sendersAt(rig: Rig): Promise<Senders> {
  const [phone, silent] = [await newcomer(rig), await newcomer(rig)]
  await consented(rig, phone)
  return { phone, silent, service: await credentialOf(rig) }
}

async function consented({ knock }: Rig, { token }: Newcomer): Promise<void> {
  const path = '/v1/identity/notice-of'
  const notice = await knock({ method: 'GET', path: `${path}?q={}`, token })
  const { noticeId, version: noticeVersion } = notice.json
  const purposes = ['device-apps', 'device-sms']
  const body = { purposes, noticeId, noticeVersion, language: 'en' }
  const { status, text } = await knock({ path: '/v1/identity/give-consents', token, body })
  if (status !== 200) throw new Error(`the newcomer could not consent: ${status} ${text}`)
}

/** Proposed by one of the staff and approved by another, as every credential is. */
async function credentialOf({ knock, staff }: Rig): Promise<string> {
  const body = { partner: 'door-test', door: 'device-sms', purpose: 'device-sms' }
  const path = '/v1/identity/issue-service'
  const proposed = await knock({ path, body, token: staff['admin']!.token })
  const { proposalId } = proposed.json
  const decided = { path: '/v1/platform/approve', body: { proposalId } }
  const { status, json, text } = await knock({ ...decided, token: staff['second']!.token })
  if (status !== 200) throw new Error(`no credential was issued: ${status} ${text}`)
  return (json['answer'] ?? json)['token'] as string
}
