/**
 * The phone beside the app: every SMS and mail, newest first, its code large enough to read
 * across.
 */
import { readFileSync } from 'node:fs'
import { phoneOf } from '../form.ts'
import type { Answer, Ask, Door, World } from '../world.ts'
import { page } from './frame.ts'
import { cardOf, watch } from './inbox-watch.ts'

const SCRIPT = `${cardOf.toString()}\n(${watch.toString()})()`
const PAGE_MAX = 200
const SHEET = readFileSync(new URL('./page.css', import.meta.url), 'utf8')

export const inboxPages: { readonly [route: string]: Door } = {
  'GET /': (ask, world) => inboxPage(ask, world),
  'GET /inbox': (ask, world) => (ask.wantsPage ? inboxPage(ask, world) : messages(ask, world)),
  'GET /inbox.json': messages,
  'GET /inbox.js': () => ({ text: SCRIPT, type: 'text/javascript' }),
  'GET /page.css': () => ({ text: SHEET, type: 'text/css' }),
}

function messages({ query }: Ask, world: World): Answer {
  const to = query.get('to') ?? phoneOf(query.get('phone') ?? '')
  const limit = Math.min(PAGE_MAX, Number(query.get('limit') ?? 50))
  return { json: { messages: world.inbox.list(to, Number(query.get('after') ?? 0), limit) } }
}

const inboxPage = (_ask: Ask, { mount }: World): Answer =>
  page({
    title: 'Inbox · Sandbox',
    mount,
    script: 'inbox.js',
    body: `<header><h1>Inbox</h1><a href="${mount}/bank">My bank</a>
<label>Only this number
<input id="phone" inputmode="tel" autocomplete="off" placeholder="98765 43210"></label>
</header>
<main><div id="list" aria-live="polite"></div>
<p class="empty" id="empty">No message yet. When the lender sends an SMS or a mail,
it shows here within a second.</p></main>`,
  })
