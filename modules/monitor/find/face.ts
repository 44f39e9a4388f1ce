/** People and applications by any identifier, or by where they stand (SPEC §13.1, screen 1). */
import { query, t } from '#kernel/contract'
import { seenFor, staff, viewPurpose } from '../trail/face.ts'

const itself = ['module:monitor'] as const

/** How long a journey stands there, and what is to come of it. */
export const standing = t.shape({
  forMs: t.number(),
  next: t.oneOf('borrower', 'staff', 'house', 'nobody'),
  /** By when it is to be left, by the standard of the day it was entered; and if that is past. */
  dueAt: t.optional(t.instant),
  overdue: t.optional(t.flag),
})

const findFace = {
  input: {
    /** Any identifier; without one all that the rest holds of are found. */
    text: t.optional(t.secret),
    states: t.optional(t.list(t.text({ max: 80 }), 60)),
    product: t.optional(t.text({ max: 40 })),
    partner: t.optional(t.text({ max: 120 })),
    pinCode: t.optional(t.text({ min: 6, max: 6, pattern: '^[1-9]\\d{5}$' })),
    owner: t.optional(t.id('stf')),
    /** Nobody of the staff answers for it yet. */
    ownerless: t.optional(t.flag),
    /** Whole days in their stage, at least. */
    stoodDays: t.optional(t.int({ min: 0, max: 3650 })),
    /** Only those past the time their stage is given. */
    overdue: t.optional(t.flag),
  },
  output: {
    hits: t.list(
      t.shape({
        customerId: t.id('cus'),
        name: t.optional(t.personName),
        phone: t.optional(t.phone),
        what: t.text(),
        state: t.text(),
        /** Business time spent in that state, and who has to act before it is left. */
        standing: t.optional(standing),
        lastEvent: t.optional(t.text()),
        lastAt: t.optional(t.instant),
        /** Where it opens. */
        path: t.text(),
        application: t.optional(
          t.shape({
            ...{ id: t.id('app'), product: t.text() },
            ...{ partner: t.optional(t.text()), reference: t.optional(t.text()) },
            owner: t.optional(t.id('stf')),
          }),
        ),
      }),
      50,
    ),
    /** There are others: the narrower the question, the fewer. */
    more: t.flag,
  },
}
/**
 * Any identifier (phone, PAN, name, e-mail, account, application, UMRN, UTR, device, a partner's
 * number, any id), narrowed by where they stand; those longest in their stage first.
 */
export const find = query('monitor.find', {
  input: { ...findFace.input, seenFor },
  output: { ...findFace.output, seenFor: viewPurpose },
  allow: staff,
})
/** What it reads; the door above records the view. */
export const hitsOf = query('monitor.hits-of', { ...findFace, allow: itself })
