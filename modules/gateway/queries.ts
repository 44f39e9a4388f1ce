/** Who holds a token, and what the phone should show. */
import type { Id } from '#kernel/ids'
import type { Instant } from '#kernel/dates'
import { applicationOf, myLoan } from '#modules/lending'
import { mandateOf } from '#modules/payments'
import { answer } from '#platform/http'
import { next, sessionOf } from './contract.ts'
import { tokenHash } from './engines/token.ts'
import { screenOf } from './screen.ts'
import { IDLE_MS, isLive } from './session.ts'
import { sessionByToken } from './store.ts'

export const queries = [
  answer(sessionOf, async ({ token }, tx) => {
    const session = await sessionByToken(tx, tokenHash(token))
    if (!session) return { live: false }
    // Seen-at stands in the hot tier: a write to the row at each request would cost more than all
    // else. Lost with it, the staff sign in again.
    const key = `gateway:seen:${session.id}`
    const seenAt = await tx.kv.get<Instant>(key)
    const { kind, holder, roles, expiresAt } = session
    if (!isLive(session, seenAt, tx.wallNow)) return { live: false, expiresAt }
    if (kind === 'staff') await tx.kv.set(key, tx.wallNow, IDLE_MS.staff)
    return { live: true, kind, holder, roles, expiresAt }
  }),

  answer(
    next,
    async (_, tx) => {
      const customerId = tx.actor.id as Id<'cus'>
      const application = await tx.call(applicationOf, { customerId })
      const { applicationId, screen } = application
      const loan = screen === 'active' ? await tx.call(myLoan, {}) : {}
      const isAtMandate = applicationId && screen === 'mandate'
      const mandate = isAtMandate ? await tx.call(mandateOf, { applicationId }) : {}
      return screenOf(application, loan, mandate)
    },
    { at: '/v1/app/next' },
  ),
]
