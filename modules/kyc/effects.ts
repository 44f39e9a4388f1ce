/** The three questions kyc asks the outside world. What is sealed is read at the last moment. */
import type { Id } from '#kernel/ids'
import { accountOf, profileOf } from '#modules/identity'
import { effect } from '#platform/queue'
import { judgeAccount, judgePan, judgeScreen, type Asked } from './check.ts'
import { AccountRefused, PanRefused, SanctionsUnknown } from './contract.ts'
import { dropPenny } from './providers/bank.ts'
import { askPan, askSanctions } from './providers/issuer.ts'

type Question = Asked & { readonly customerId: Id<'cus'> }
type AccountQuestion = Question & { readonly accountId: Id<'acc'> }
const retry = { attempts: 6, backoffMs: 2000, backoffMsMax: 120_000 }

export const panCheck = effect<Question>('kyc.pan-check', {
  lane: 'kyc',
  retry,
  send: async ({ customerId, ...asked }, { call, http, key }) => {
    const { pan, name, birthDate } = await call(profileOf, { customerId })
    if (pan === undefined) return PanRefused({ ...asked, reason: 'not-found' })
    return judgePan(asked, name, await askPan(http, key, { pan, name, birthDate }))
  },
  onExhausted: ({ checkId, applicationId }) =>
    PanRefused({ checkId, applicationId, reason: 'vendor-silent' }),
})

export const accountCheck = effect<AccountQuestion>('kyc.account-check', {
  lane: 'bank',
  retry,
  send: async ({ customerId, ...asked }, { call, http, key }) => {
    const { accountNumber, ifsc } = await call(accountOf, { accountId: asked.accountId })
    const { name } = await call(profileOf, { customerId })
    return judgeAccount(asked, name, await dropPenny(http, key, { accountNumber, ifsc, name }))
  },
  onExhausted: ({ checkId, applicationId, accountId }) =>
    AccountRefused({ checkId, applicationId, accountId, reason: 'vendor-silent' }),
})

export const sanctionsScreen = effect<Question>('kyc.sanctions-screen', {
  lane: 'kyc',
  retry,
  send: async ({ customerId, ...asked }, { call, http, key, today }) => {
    const { pan, name, birthDate } = await call(profileOf, { customerId })
    const person = { name, birthDate, ...(pan !== undefined && { pan }) }
    const { hit } = await askSanctions(http, key, person)
    return judgeScreen(asked, hit, today)
  },
  onExhausted: ({ checkId, applicationId }) => SanctionsUnknown({ checkId, applicationId }),
})

export const effects = [panCheck, accountCheck, sanctionsScreen]
export const lanes = [
  { name: 'kyc', perSecond: 50, atOnce: 16 },
  { name: 'bank', perSecond: 50, atOnce: 16 },
]
