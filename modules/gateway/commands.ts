/** Sessions and what phones see. Signing in is a composition: identity judges, gateway opens. */
import { isRefused, refuse } from '#kernel/decider'
import { verifyOtp, verifyStaff } from '#modules/identity'
import { compose, run } from '#platform/http'
import type { Tx } from '#platform/sql'
import {
  AppTrace,
  openSession,
  SessionClosed,
  SessionOpened,
  signIn,
  signInStaff,
  signOut,
  trace,
} from './contract.ts'
import { TOKEN_BYTES, tokenHash, tokenText } from './engines/token.ts'
import { expiryOf } from './session.ts'
import { keptOf } from './sighting.ts'
import { closeSessions, insertSession, seeInstall } from './store.ts'

/** Facts about the staff are about no customer. */
const HOUSE = 'sys_gateway'

export const commands = [
  compose(signIn, async ({ otpId, code, installId }, { call }) => {
    const where = installId ? { installId } : {}
    const verified = await call(verifyOtp, { otpId, code, ...where })
    if (isRefused(verified)) return refuse(verified.refused)
    const holder = verified.customerId
    const opened = await call(openSession, { kind: 'customer', holder, roles: [], ...where })
    return { ...opened, customerId: holder }
  }),

  compose(signInStaff, async (credentials, { call }) => {
    const verified = await call(verifyStaff, credentials)
    if (isRefused(verified)) return refuse(verified.refused)
    const { staffId: holder, roles } = verified
    const opened = await call(openSession, { kind: 'staff', holder, roles })
    return { ...opened, roles }
  }),

  run(openSession, async ({ kind, holder, roles, installId }, tx) => {
    const token = tokenText(tx.random(TOKEN_BYTES))
    const sessionId = tx.newId('ses')
    const expiresAt = expiryOf(kind, tx.wallNow)
    const lives = { kind, openedAt: tx.wallNow, expiresAt, closedAt: null }
    const whose = { id: sessionId, holder, roles, installId: installId ?? null }
    await insertSession(tx, { ...whose, ...lives, tokenHash: tokenHash(token) })
    await tx.emit(kind === 'customer' ? holder : HOUSE, [SessionOpened({ sessionId })])
    return { token, expiresAt }
  }),

  run(signOut, async (_, tx) => {
    await closeAll(tx, tx.actor.id, tx.actor.kind === 'customer' ? tx.actor.id : HOUSE)
    return {}
  }),

  run(trace, async ({ installId, traces }, tx) => {
    const isNew = traces.length > 0 && (await seeInstall(tx, installId))
    const kept = keptOf(installId, traces, isNew)
    const key = tx.actor.kind === 'customer' ? tx.actor.id : installId
    await tx.emit(key, kept.map(AppTrace))
    return { kept: kept.length }
  }),
]

/** Signing out ends every session of theirs: a lost phone is signed out from the next one. */
export async function closeAll(tx: Tx, holder: string, key: string): Promise<void> {
  const closed = await closeSessions(tx, holder)
  await tx.emit(
    key,
    closed.map((sessionId) => SessionClosed({ sessionId })),
  )
}
