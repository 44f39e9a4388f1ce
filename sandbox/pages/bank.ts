/**
 * A stranger's bank: choose whether the next automatic debit finds money, so that both can be
 * seen.
 */
import { codeOf } from '../vendors/bank.ts'
import { ACCOUNT, text } from '../form.ts'
import { fixTraits, traitsOf } from '../traits.ts'
import type { Answer, Ask, Door, World } from '../world.ts'
import { escaped, page } from './frame.ts'

const SHOWN_MAX = 20
const CHOICES: readonly [code: string, words: string][] = [
  ['settled', 'Money is there'],
  ['04', 'Empty: the next EMI bounces'],
  ['06', 'I stopped the debit'],
  ['01', 'Account closed'],
]

export const bankPages: { readonly [route: string]: Door } = {
  'GET /bank': (_ask, world) => bankPage(world),
  'POST /bank/presentment': (ask: Ask, world: World): Answer => {
    const account = text(ask.body, 'account', ACCOUNT)
    fixTraits(world.store, account, { presentment: codeOf(text(ask.body, 'presentment')) })
    return ask.wantsPage ? bankPage(world) : { json: traitsOf(world.store, [account]) }
  },
}

function bankPage(world: World): Answer {
  const rows = world.store.all(
    `select distinct subject as account from ledger
      where kind = 'mandate' and subject not like 'person-%' order by seq desc limit ${SHOWN_MAX}`,
  )
  const cards = rows.map((row) => card(String(row.account), world)).join('')
  const empty = `<p class="empty">No account yet. Once you approved a mandate, your account shows
here, and you choose whether the next EMI is paid or bounces.</p>`
  const body = `<header><h1>My bank</h1><a href="${world.mount}/inbox">Inbox</a></header>
<main>${cards || empty}</main>`
  return page({ title: 'My bank · Sandbox', mount: world.mount, body })
}

function card(account: string, world: World): string {
  const { presentment = 'settled' } = traitsOf(world.store, [account])
  const buttons = CHOICES.map(
    ([code, words]) =>
      `<button class="small${code === presentment ? ' main' : ''}" name="presentment"
        value="${code}" aria-pressed="${code === presentment}">${words}</button>`,
  ).join(' ')
  return `<section class="card"><h2>Account •••• ${escaped(account).slice(-4)}</h2>
<p>When the lender presents the next EMI:</p>
<form method="post" action="${world.mount}/bank/presentment">
<input type="hidden" name="account" value="${escaped(account)}">${buttons}</form></section>`
}
