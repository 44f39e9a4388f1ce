/**
 * An application, from the first tap to money in the account (SPEC §1.4: the order of the gates).
 *
 *   consent ─▶ profile ─▶ pan ─▶ checkingPan ─▶ amount ─▶ pullingBureau ─▶ deciding ─┬▶ rejected
 *      ┌──────────────── kfs lapsed ◀──────────┐                       referred ◀────┤
 *      ▼                                       │                           │         ▼
 *    offer ◀───────────────────────────────────┼───────────────────────────┴─────────╯
 *      ╰──▶ issuingKfs ─▶ kfs ─▶ preparingAgreement ─▶ sign ─▶ account ─▶ creatingMandate
 *                                                                              │
 *    disbursed ◀─ payingOut ◀─ screening ◀─ verifyingAccount ◀─ mandate ◀──────┘
 *
 * Whoever withdraws a consent before the payout is asked anew, and goes on at the screening.
 *
 * A vendor that is silent is asked again every six hours (`panLater`, `bureauLater` …): its silence
 * is never an answer about the person.
 *
 * Pure: delays become timers, actions become asks (see `../journeys.ts`). A human state names the
 * phone's screen and the command that ends it.
 */
import { agreeing } from './agreeing.ts'
import { chart } from './application.ts'
import { asking } from './asking.ts'
import { paying } from './paying.ts'

export const applicationMachine = chart.createMachine({
  id: 'application',
  version: '1',
  context: ({ input }) => ({ ...input, accountTries: 0, waits: 0 }),
  initial: 'consent',
  on: { 'fraud-stopped': { target: '.stopped', actions: chart.assign({ reasons: ['R15'] }) } },
  states: {
    ...asking,
    ...agreeing,
    ...paying,
    disbursed: { meta: { screen: 'active', title: 'Disbursed' }, type: 'final' },
    rejected: {
      meta: { screen: 'rejected', title: 'Rejected' },
      entry: 'tellRejection',
      type: 'final',
    },
    stopped: { meta: { screen: 'rejected', title: 'Stopped by fraud' }, type: 'final' },
    withdrawn: { meta: { screen: 'start', title: 'Withdrawn' }, type: 'final' },
    expired: { meta: { screen: 'start', title: 'Expired' }, type: 'final' },
  },
})
