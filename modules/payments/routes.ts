/** The payment provider's webhooks: whose is it, and what does it say? The log does the rest. */
import { hook } from '#platform/http'
import type { Tx } from '#platform/sql'
import { LinkReported, MandateReported, PayoutReported, PresentmentReported } from './contract.ts'
import { parse, verify, type Letter, type News } from './providers/psp-news.ts'
import { lockPresentment, payLinkKnown } from './receipt/store.ts'
import { lockMandate, payoutKnown } from './store.ts'

export const routes = [
  hook<Letter>('/hooks/payments/psp', {
    provider: 'psp',
    verify,
    parse,
    receive: ({ news }, tx) => report(news as News, tx),
  }),
]

/** False when the reference is nobody's: it is parked for a person to look at. */
async function report(news: News, tx: Tx): Promise<boolean> {
  switch (news.about) {
    case 'nothing':
      return true
    case 'mandate': {
      const { about: _, ...said } = news
      const mandate = await lockMandate(tx, said.mandateId)
      if (mandate) await tx.emit(mandate.customerId, [MandateReported(said)])
      return mandate !== undefined
    }
    case 'payout': {
      const { payoutId, word, utr, reason, on } = news
      const payout = await payoutKnown(tx, payoutId)
      const more = { ...(utr && { utr }), ...(reason && { reason }), ...(on && { on }) }
      const said = PayoutReported({ payoutId, word, by: 'webhook', ...more })
      if (payout) await tx.emit(payout.customerId, [said])
      return payout !== undefined
    }
    case 'presentment': {
      const { about: _, ...said } = news
      const presentment = await lockPresentment(tx, said.presentmentId)
      if (presentment) await tx.emit(presentment.customerId, [PresentmentReported(said)])
      return presentment !== undefined
    }
    case 'link': {
      const { about: _, ...said } = news
      const link = await payLinkKnown(tx, said.linkId)
      if (link) await tx.emit(link.customerId, [LinkReported(said)])
      return link !== undefined
    }
  }
}
