/**
 * The notice shown before consent: stand-alone, itemised, one purpose a line (DPDP Rules r.3,
 * SPEC §7). A new wording is a new version, in a language that had one; a language more is not.
 * What was shown is proved by its hash: `notice-words.test.ts` holds those of this version.
 */
import type { Static } from '#kernel/contract'
import type { language } from '../contract.ts'
import notices from '../reference/notices.json' with { type: 'json' }
import type { Purpose } from '../vault/retention.ts'

export type Language = Static<{ of: typeof language }>['of']
type Wording = { title: string; why: string; data: string[]; recipients: string[] }
type Text = { title: string; intro: string; rights: string; items: { [of in Purpose]: Wording } }

export type NoticeItem = Wording & { purpose: Purpose; needed: boolean }
export type Notice = {
  noticeId: string
  version: string
  language: Language
  title: string
  intro: string
  items: NoticeItem[]
  rights: string
}

// Whole in each language by type: one we speak has a notice of its own (SPEC §7.3, DPDP r.3).
const texts: { readonly [of in Language]: Text } = notices.texts

/** In the person's own language: a consent given in it is of that very text. */
export function noticeIn(language: Language): Notice {
  const { title, intro, rights, items: wordings } = texts[language]
  const items = notices.items.map(({ purpose, needed }) => {
    const of = purpose as Purpose
    return { purpose: of, needed, ...wordings[of] }
  })
  const { noticeId, version } = notices
  return { noticeId, version, language, title, intro, items, rights }
}

export const isCurrent = (noticeId: string, version: string): boolean =>
  noticeId === notices.noticeId && version === notices.version

/** What the law wants a notice to hold, in the words of the vectors (DPDP-NOTICE). */
export type NoticeForm = {
  notice_id: string
  language: string
  data_items: readonly { item: string; purpose?: string }[]
  goods_or_services: string
  withdraw_url: string
  rights_url: string
  board_complaint_url: string
  contact: { name: string; email: string }
  standalone: boolean
}

/** What is missing for it to be lawful; nothing when it is. */
export function noticeFaults(form: NoticeForm): string[] {
  const needed = [
    'notice_id',
    'language',
    'goods_or_services',
    'withdraw_url',
    'rights_url',
    'board_complaint_url',
    'contact',
  ] as const
  const missing = needed.filter((name) => !form[name]).map((name) => `MISSING_${name}`)
  const aimless = form.data_items.some(({ purpose }) => !purpose)
  return [
    ...missing,
    ...(form.data_items.length === 0 ? ['MISSING_data_items'] : []),
    ...(aimless ? ['ITEM_WITHOUT_PURPOSE'] : []),
    ...(form.standalone ? [] : ['NOT_STANDALONE']),
  ]
}

/** Our own notice in that form. */
export function formOf(notice: Notice): NoticeForm {
  return {
    notice_id: notice.noticeId,
    language: notice.language,
    data_items: notice.items.flatMap(({ purpose, data }) =>
      data.map((item) => ({ item, purpose })),
    ),
    goods_or_services: notices.goodsOrServices,
    withdraw_url: notices.withdrawUrl,
    rights_url: notices.rightsUrl,
    board_complaint_url: notices.boardComplaintUrl,
    contact: notices.contact,
    standalone: notices.standalone,
  }
}
