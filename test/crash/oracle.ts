/**
 * After the last kill: what was acknowledged is there exactly once, in the log, in the state, and
 * in what the outside world was asked to do. Each broken promise is a sentence.
 */
import type { Fact } from '#kernel/contract'
import type { House } from '../../platform/runtime/house.ts'
import type { Acknowledged } from './borrower.ts'

export type Entry = {
  readonly kind: string
  readonly key: string
  readonly reference: string
  readonly status: string
  readonly amount: number | null
  readonly hits: number
  readonly id: string
}
export type Judged = {
  readonly wrong: readonly string[]
  readonly facts: number
  /** Lines of the sandbox's ledger by kind. */
  readonly entries: { readonly [kind: string]: number }
  /** Requests the outside world saw more than once, under one key: they did their work once. */
  readonly repeats: number
}

const PAGE = 1000

export async function judge(house: House, told: readonly Acknowledged[]): Promise<Judged> {
  const { facts, wrong: gaps } = await allFacts(house)
  const entries = await ledger(house)
  const wrong = [
    ...gaps,
    ...(await altered(house)),
    ...twice(facts.map(({ id }) => `fact ${id}`)),
    ...told.flatMap((one) => forgotten(one, facts)),
    ...(await stateless(house, told)),
    ...(await outside(house, facts, entries)),
    ...received(facts, entries),
  ]
  const repeats = entries.filter(({ hits }) => hits > 1).length
  const kinds = Object.groupBy(entries, ({ kind }) => kind)
  const counts = Object.entries(kinds).map(([kind, lines]) => [kind, lines?.length ?? 0] as const)
  return { wrong, facts: facts.length, entries: Object.fromEntries(counts), repeats }
}

/** The facts an acknowledged command stands for, each of which must be in the log exactly once. */
const traces: {
  readonly [command: string]: (
    told: Acknowledged,
  ) => readonly { type: string; with: { readonly [field: string]: unknown } }[]
} = {
  'identity.request-otp': ({ output: { otpId } }) => [
    { type: 'identity.otp-issued', with: { otpId } },
  ],
  'gateway.sign-in': ({ input: { otpId } }) => [{ type: 'identity.signed-in', with: { otpId } }],
  'lending.start-application': ({ output: { applicationId } }) => [
    { type: 'lending.application-started', with: { applicationId } },
  ],
  'identity.give-consents': ({ output: { consentIds } }) =>
    (consentIds as string[]).map((consentId) => ({
      type: 'identity.consent-given',
      with: { consentId },
    })),
  'identity.keep-profile': ({ customerId: key, output: { profileVersion } }) => [
    { type: 'identity.profile-kept', with: { key, profileVersion } },
  ],
  'lending.ask-amount': ({ output: { applicationId } }) => [
    { type: 'lending.amount-asked', with: { applicationId } },
  ],
  'lending.choose-offer': ({ output: { applicationId } }) => [
    { type: 'lending.offer-chosen', with: { applicationId } },
  ],
  'lending.accept-kfs': ({ output: { applicationId } }) => [
    { type: 'lending.kfs-accepted', with: { applicationId } },
  ],
  'identity.keep-account': ({ output: { accountId } }) => [
    { type: 'identity.account-kept', with: { accountId } },
  ],
  'lending.use-account': ({ output: { applicationId: id } }) => [
    { type: 'lending.application-moved', with: { id, trigger: 'account-given' } },
  ],
  'payments.pay-now': ({ output: { linkId } }) => [
    { type: 'payments.pay-link-made', with: { linkId } },
  ],
}

export function forgotten(told: Acknowledged, facts: readonly Fact[]): string[] {
  return (traces[told.command]?.(told) ?? []).flatMap((trace) => {
    const found = facts.filter(
      ({ type, key, data }) =>
        type === trace.type &&
        Object.entries(trace.with).every(
          ([name, value]) => (name === 'key' ? key : (data as never)[name]) === value,
        ),
    )
    if (found.length === 1) return []
    return [
      `${told.command} ${told.key}, sent ${told.sent} times: ${trace.type} ` +
        `${JSON.stringify(trace.with)} is in the log ${found.length} times`,
    ]
  })
}

/** Rows an acknowledged command must have left in its module's own tables. */
async function stateless({ db }: House, told: readonly Acknowledged[]): Promise<string[]> {
  const idsOf = (command: string, field: string): string[] =>
    told.filter((one) => one.command === command).map(({ output }) => String(output[field]))
  const rows = {
    otpId: await db.owner<{ id: string }[]>`select id from identity.otp`,
    applicationId: await db.owner<{ id: string }[]>`select id from lending.lead`,
    accountId: await db.owner<{ id: string }[]>`select id from identity.account`,
    linkId: await db.owner<{ id: string }[]>`select id from payments.pay_link`,
  }
  const lacking = (command: string, field: keyof typeof rows): string[] => {
    const there = new Set(rows[field].map(({ id }) => id))
    return idsOf(command, field)
      .filter((id) => !there.has(id))
      .map((id) => `${command}: no row of ${id}`)
  }
  const [books] = await db.owner<{ off: string | null }[]>`
    select (sum(debit) - sum(credit))::text as off from lending.posting`
  return [
    ...lacking('identity.request-otp', 'otpId'),
    ...lacking('lending.start-application', 'applicationId'),
    ...lacking('identity.keep-account', 'accountId'),
    ...lacking('payments.pay-now', 'linkId'),
    ...(books?.off && books.off !== '0' ? [`debits and credits differ by ${books.off} paise`] : []),
  ]
}

/** Effects whose ledger line bears the effect's own key: what was asked for, done once. */
const KINDS: { readonly [effect: string]: string } = {
  'kyc.pan-check': 'pan',
  'kyc.account-check': 'penny-drop',
  'kyc.sanctions-screen': 'sanctions',
  'bureau.report-pull': 'pull',
  'documents.open-signing': 'esign',
  'payments.open-mandate': 'mandate',
  'payments.send-payout': 'payout',
  'payments.open-pay-link': 'link',
}

async function outside(
  { db }: House,
  facts: readonly Fact[],
  entries: readonly Entry[],
): Promise<string[]> {
  const asked = facts.filter(({ topic }) => topic === 'effects')
  const rows = await db.owner<{ id: string; name: string; state: string }[]>`
    select id, name, state from platform.effect`
  const known = new Set(rows.map(({ id }) => id))
  const wrong = asked.filter(({ id }) => !known.has(id)).map(({ id }) => `effect ${id} is lost`)
  for (const [name, kind] of Object.entries(KINDS)) {
    const done = rows.filter((row) => row.name === name && row.state === 'done')
    const lines = entries.filter((entry) => entry.kind === kind)
    const keys = new Set(lines.map(({ key }) => key))
    const ids = new Set(rows.filter((row) => row.name === name).map(({ id }) => id))
    for (const { id } of done) if (!keys.has(id)) wrong.push(`${name} ${id}: no ${kind} outside`)
    for (const { key } of lines)
      if (!ids.has(key)) wrong.push(`a ${kind} of ${key} nobody asked for`)
  }
  const open = rows.filter(({ state }) => state === 'queued')
  wrong.push(...open.map(({ id, name }) => `${name} ${id} is still under way`))
  // One payout an application, one mandate and one link a reference: under whatever key.
  for (const kind of ['payout', 'mandate', 'link']) {
    const references = entries.filter((entry) => entry.kind === kind)
    wrong.push(...twice(references.map(({ reference }) => `${kind} ${reference} outside`)))
  }
  return wrong
}

/** Each payout that was credited opened one loan; each payment the bank captured is one receipt. */
export function received(facts: readonly Fact[], entries: readonly Entry[]): string[] {
  const of = (type: string): readonly Fact[] => facts.filter((fact) => fact.type === type)
  const lines = (kind: string, status: string): readonly Entry[] =>
    entries.filter((entry) => entry.kind === kind && entry.status === status)
  const wrong: string[] = []
  for (const { reference } of lines('payout', 'processed')) {
    const told = of('payments.payout-succeeded').filter(
      ({ data }) => (data as { payoutId: string }).payoutId === reference,
    )
    const loans = of('lending.loan-disbursed').filter(({ key }) => key === told[0]?.key)
    if (told.length !== 1) wrong.push(`payout ${reference} was told ${told.length} times`)
    if (loans.length !== 1) wrong.push(`payout ${reference} opened ${loans.length} loans`)
  }
  for (const { id } of lines('payment', 'captured')) {
    const receipts = of('payments.payment-received').filter(
      ({ data }) => (data as { reference: string }).reference === id,
    )
    if (receipts.length !== 1) wrong.push(`payment ${id} was received ${receipts.length} times`)
  }
  return wrong
}

async function allFacts({ log }: House): Promise<{ facts: Fact[]; wrong: string[] }> {
  const facts: Fact[] = []
  const wrong: string[] = []
  for (const { topic, part, next } of await log.heads()) {
    let from: string | undefined
    let count = 0
    for (;;) {
      const page = await log.read({ topic, part, max: PAGE, ...(from && { from }) })
      facts.push(...page.facts.map(({ fact }) => fact))
      count += page.facts.length
      from = page.next
      if (page.facts.length === 0) break
    }
    if (count !== Number(next)) wrong.push(`${topic}/${part} holds ${count} facts of ${next}`)
  }
  return { facts, wrong }
}

async function altered({ log }: House): Promise<string[]> {
  const { fault } = await log.verify()
  return fault ? [`${fault.topic}/${fault.part} at ${fault.base}: ${fault.says}`] : []
}

async function ledger({ sandbox }: House): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let after = 0, more = true; more;) {
    type Page = { rows: Entry[]; next: number | null }
    const page = await sandbox?.send<Page>('GET', `/ledger?after=${after}`)
    entries.push(...(page?.rows ?? []))
    after = page?.next ?? 0
    more = after > 0
  }
  return entries
}

function twice(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.flatMap((name) => {
    if (seen.has(name)) return [`${name} is there twice`]
    seen.add(name)
    return []
  })
}
