/**
 * What an outside answer means for us: the judgement of a PAN check, a penny drop and a sanctions
 * screen. Pure; the names come in at the last moment and only their score goes out.
 */
import type { LocalDate } from '#kernel/dates'
import type { Id } from '#kernel/ids'
import {
  AccountDoubtful,
  AccountRefused,
  AccountVerified,
  PanRefused,
  PanVerified,
  SanctionsCleared,
  SanctionsHit,
} from './contract.ts'
import { nameMatch } from './name-match.ts'

export type Asked = { readonly checkId: Id<'chk'>; readonly applicationId: Id<'app'> }

/** What the PAN's issuer said. */
export type PanAnswer = {
  readonly status: 'valid' | 'invalid' | 'not-found'
  readonly nameOnCard?: string
  readonly category?: string
}
/** What the bank said when a rupee was credited. */
export type AccountAnswer = {
  readonly status: 'success' | 'failed'
  readonly nameAtBank?: string
  readonly accountType?: string
}

/**
 * SPEC §6: the PAN exists, is a person's, and its name is ours; a doubtful name is not the same.
 */
export function judgePan(asked: Asked, ourName: string, answer: PanAnswer) {
  if (answer.status !== 'valid') return PanRefused({ ...asked, reason: 'not-found' })
  if (answer.category && answer.category !== 'individual') {
    return PanRefused({ ...asked, reason: 'not-a-person' })
  }
  const { score, decision } = nameMatch(answer.nameOnCard ?? '', ourName)
  if (decision === 'FAIL') return PanRefused({ ...asked, reason: 'name-differs', score })
  return PanVerified({ ...asked, score })
}

/** SPEC §5.4, DL-06: 85 and above pass, 60 to 84 a person looks, below it is another's account. */
export function judgeAccount(
  asked: Asked & { accountId: Id<'acc'> },
  ourName: string,
  answer: AccountAnswer,
) {
  if (answer.status !== 'success') return AccountRefused({ ...asked, reason: 'no-such-account' })
  if (!['savings', 'current', undefined].includes(answer.accountType)) {
    return AccountRefused({ ...asked, reason: 'wrong-kind' })
  }
  const { score, decision } = nameMatch(answer.nameAtBank ?? '', ourName)
  if (decision === 'FAIL') return AccountRefused({ ...asked, reason: 'name-differs', score })
  return decision === 'REVIEW'
    ? AccountDoubtful({ ...asked, score })
    : AccountVerified({ ...asked, score })
}

/** Screened against the lists of that business day, and good for that day's payouts only. */
export function judgeScreen(asked: Asked, hit: boolean, screenedOn: LocalDate) {
  return hit ? SanctionsHit({ ...asked, screenedOn }) : SanctionsCleared({ ...asked, screenedOn })
}
