/** What a phone tells while its owner's offer stands, so that the policy answers otherwise. */
import { addDays, businessDateOf, instantOf, type LocalDate } from '#kernel/dates'
import { bounced, ordinaryLife } from '../../modules/device/feature/story.fixture.ts'
import type { Message } from '../../modules/device/sms/reading.ts'
import type { Reply } from '../../sandbox/people/phone.ts'
import type { Town } from './town.ts'
import { must, profile, tell, type Walker } from './walker.ts'

/** Months of the salary they claim, and nothing that came back: what makes an offer better. */
export const soundLife = (town: Town): Message[] =>
  ordinaryLife(eveOf(town), 1)
    .filter(({ sender }) => !sender.includes('BAJAJ'))
    .map((one) => ({ ...one, body: one.body.replace('45,000.00', '90,000.00') }))
/** Returns enough for a person to look (policy `personal-2026-1`). */
const returns = (town: Town): Message[] =>
  [3, 12, 21].map((days) => bounced(addDays(eveOf(town), -days)))

export const eveOf = (town: Town): LocalDate => addDays(businessDateOf(instantOf(town.nowMs())), -1)

/** Shows the phone's messages, or takes that back: each gives another offer than the other. */
export async function toldOtherwise(walker: Walker, town: Town): Promise<Reply> {
  if (!walker.shows) return shown(walker, soundLife(town))
  walker.shows = false
  return tell(walker, 'identity.withdraw-consent', { purpose: 'device-sms' })
}

export async function toldOfReturns(walker: Walker, town: Town): Promise<Reply> {
  return shown(walker, returns(town))
}

/** A profile by which nobody lends, and news that have the policy look again. */
export async function toldOfLittle(walker: Walker, town: Town): Promise<Reply> {
  must(await tell(walker, 'identity.keep-profile', profile(walker, 14_000_00)))
  return toldOtherwise(walker, town)
}

async function shown(walker: Walker, records: readonly Message[]): Promise<Reply> {
  if (!walker.shows) must(await letsRead(walker))
  walker.shows = true
  const batchId = `walk-${walker.n}-batch-${walker.steps}`
  return tell(walker, 'device.sms', { batchId, lane: 'historical', records })
}

async function letsRead(walker: Walker): Promise<Reply> {
  const notice = must(await walker.phone!.query('identity.notice-of', { language: 'en' })).json
  const { noticeId, version: noticeVersion, language } = notice
  const said = { purposes: ['device-sms'], noticeId, noticeVersion, language }
  return tell(walker, 'identity.give-consents', said)
}
