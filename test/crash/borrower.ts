/**
 * A borrower whose phone loses its line whenever the house dies: every request has its key and goes
 * again under the same key, with the same body, until somebody answers. What was answered 2xx is
 * what the house must never forget.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { isDone, phoneOf, type Body, type Phone, type Reply } from '../../sandbox/people/phone.ts'

/** A mutation the house has acknowledged. */
export type Acknowledged = {
  readonly customerId: string | undefined
  readonly command: string
  readonly key: string
  readonly input: Body
  readonly output: Body
  /** How often it was sent until an answer came. */
  readonly sent: number
}

export type Line = {
  readonly home: string
  readonly run: string
  over(): boolean
  readonly acknowledged: Acknowledged[]
}

const LOOK_MS = 120
const AGAIN_MS = 250
/** A step that was acknowledged and shows no progress for so long is tried anew, as people do. */
const PATIENCE_MS = 4000

export async function borrow(line: Line, n: number): Promise<'done' | 'cut'> {
  const who = {
    n,
    phone: `8${String(200_000_000 + n * 6007).slice(-9)}`,
    step: 0,
    customerId: undefined as string | undefined,
  }
  const me = { installId: `ins_sandbox-crash-${n}` }
  let phone = phoneOf(line.home)

  const tell = async (command: string, input: Body): Promise<Reply | undefined> => {
    const key = `crash-${line.run}-${n}-${who.step++}`
    for (let sent = 1; !line.over(); sent++) {
      const reply = await phone.command(command, input, key)
      const busy = reply.status === 0 || reply.status === 429 || reply.status >= 500
      if (!busy && reply.json.code !== 'still-running') {
        const output = reply.json
        if (isDone(reply)) {
          line.acknowledged.push({ customerId: who.customerId, command, key, input, output, sent })
        }
        return reply
      }
      await pause(AGAIN_MS)
    }
    return undefined
  }

  const asked = await tell('identity.request-otp', { phone: who.phone, ...me })
  const otpId = asked?.json.otpId
  const code = await codeFor(line, who.phone)
  const entered = code ? await tell('gateway.sign-in', { otpId, code, ...me }) : undefined
  if (!entered || !isDone(entered)) return line.over() ? 'cut' : borrow(line, n + 100_000)
  who.customerId = String(entered.json.customerId)
  phone = phoneOf(line.home, String(entered.json.token))

  let acted = { screen: '', atMs: 0 }
  while (!line.over()) {
    const next = await phone.look('/v1/app/next')
    const screen = String(next.json.screen ?? '')
    const stale = performance.now() - acted.atMs > PATIENCE_MS
    const act = isDone(next) && (acted.screen !== screen || stale) ? SCREENS[screen] : undefined
    if (!act) {
      await pause(LOOK_MS)
      continue
    }
    acted = { screen, atMs: performance.now() }
    const said = await act({ line, phone, who, data: next.json.data ?? {}, tell })
    if (said === 'done') return 'done'
  }
  return 'cut'
}

type Scene = {
  readonly line: Line
  readonly phone: Phone
  readonly who: { readonly n: number; readonly phone: string }
  readonly data: Body
  tell(command: string, input: Body): Promise<Reply | undefined>
}
type Act = (scene: Scene) => Promise<unknown>

const SCREENS: { readonly [screen: string]: Act } = {
  start: ({ tell }) => tell('lending.start-application', { product: 'personal', source: 'web' }),
  consent: async ({ phone, tell }) => {
    const notice = await phone.query('identity.notice-of', { language: 'en' })
    if (!isDone(notice)) return
    const { noticeId, version: noticeVersion, language } = notice.json
    const items = notice.json.items as { purpose: string; needed: boolean }[]
    const purposes = items.filter(({ needed }) => needed).map(({ purpose }) => purpose)
    await tell('identity.give-consents', { purposes, noticeId, noticeVersion, language })
  },
  profile: ({ tell }) =>
    tell('identity.keep-profile', {
      ...{ name: 'Meera Nair', birthDate: '1990-05-06', gender: 'female', occupation: 'salaried' },
      ...{ employer: 'Tata', monthlyIncome: 90_000_00, pinCode: '560001' },
      address: '4, Residency Road, Bengaluru, Karnataka',
    }),
  pan: ({ who, tell }) => tell('identity.keep-pan', { pan: panOf(who.n) }),
  amount: ({ tell }) => tell('lending.ask-amount', { amount: 50_000_00, tenorMonths: 6 }),
  offer: async ({ data, tell }) => {
    const { amountMax } = data.offer ?? {}
    if (typeof amountMax !== 'number') return
    await tell('lending.choose-offer', { amount: Math.min(50_000_00, amountMax), tenorMonths: 6 })
  },
  kfs: async ({ data, tell }) => {
    if (data.kfs) await tell('lending.accept-kfs', { hash: data.kfs.hash, understood: true })
  },
  sign: async ({ line, who, data, tell }) => {
    const code = await codeFor(line, who.phone, 'SBXSGN')
    const { applicationId } = data
    if (code) await tell('documents.sign-agreement', { applicationId, code })
  },
  account: async ({ who, tell }) => {
    const accountNumber = `6${String(20_000_000_000 + who.n * 4001).slice(-11)}`
    const kept = await tell('identity.keep-account', { accountNumber, ifsc: 'HDFC0000001' })
    const accountId = kept?.json.accountId
    if (accountId) await tell('lending.use-account', { accountId })
  },
  'mandate-approve': async ({ line, data }) => {
    const id = String(data.authoriseAt ?? '')
      .split('/')
      .at(-1)
    if (id) await page(line, `/psp/authorise/${id}`, { decision: 'approve' })
  },
  active: payOnce,
}

/** A part of the debt, paid on a link; then this borrower's day is over. */
async function payOnce({ line, phone, tell }: Scene): Promise<'done' | undefined> {
  const loan = await phone.query('lending.my-loan')
  const { loanId } = loan.json
  if (!loanId) return undefined
  const asked = await tell('payments.pay-now', { loanId, amount: 1_000_00 })
  const linkId = asked?.json.linkId
  if (!linkId) return undefined
  while (!line.over()) {
    const link = await phone.query('payments.link-of', { linkId })
    if (link.json.status === 'paid') return 'done'
    const id = String(link.json.payAt ?? '')
      .split('/')
      .at(-1)
    if (id) await page(line, `/psp/pay/${id}`, { decision: 'pay' })
    await pause(AGAIN_MS)
  }
  return undefined
}

/** The newest code on the phone, of that sender. */
async function codeFor(line: Line, phone: string, from?: string): Promise<string | undefined> {
  for (let looks = 0; looks < 100 && !line.over(); looks++) {
    const url = `${line.home}/sandbox/inbox.json?phone=${phone}`
    const answer = await fetch(url).catch(() => undefined)
    const body = await answer?.json().catch(() => undefined)
    const messages = (body?.messages ?? []) as { otp?: string; from: string }[]
    const found = messages.find((one) => one.otp && (!from || one.from === from))
    if (found?.otp) return found.otp
    await pause(LOOK_MS)
  }
  return undefined
}

async function page(line: Line, path: string, form: Body): Promise<void> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const request = { method: 'POST', headers, body: JSON.stringify(form) }
  const answer = await fetch(`${line.home}/sandbox${path}`, request).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => {})
}

function panOf(n: number): string {
  const letter = (k: number): string => String.fromCharCode(65 + (k % 26))
  return `C${letter(n)}${letter(Math.floor(n / 26))}PN${String(1000 + ((n * 7) % 9000))}K`
}
