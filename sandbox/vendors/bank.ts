/**
 * The borrower's bank: who holds an account, and whether there is money in it when a debit
 * comes.
 */
import type { LocalDate } from '#kernel/dates'
import { digits, token } from '../draw.ts'
import { ACCOUNT, BadRequest, IFSC, KEY, optionalText, text } from '../form.ts'
import { bankPages } from '../pages/bank.ts'
import { balanceOf } from '../people/purse.ts'
import { chance, partyOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'

export const bank: Vendor = {
  name: 'bank',
  doors: { 'POST /bank/penny-drop': pennyDrop },
  pages: bankPages,
}

/** Credits ₹1 and reads the name the account stands in (SPEC §5.4). */
function pennyDrop({ body }: Ask, world: World): Answer {
  const account = text(body, 'account', ACCOUNT)
  const ifsc = text(body, 'ifsc', IFSC)
  const [typed, key] = [optionalText(body, 'name'), text(body, 'key', KEY)]
  const { entry } = world.ledger.once('penny-drop', key, { account, ifsc }, () => {
    const { subject, person, traits } = partyOf(world, { account })
    const id = token('pdr', world.seed, key)
    const status = traits.pennyDrop ?? 'success'
    const holder = {
      nameAtBank: traits.nameAtBank ?? person?.nameAtBank ?? shout(typed ?? lastTyped(world)),
      accountType: traits.accountType ?? 'savings',
      utr: digits(12, world.seed, subject, world.clock.today(), 'penny-utr'),
    }
    const reason = status === 'failed' ? { reason: 'BENEFICIARY_ACCOUNT_NOT_FOUND' } : {}
    const answer = { id, status, ...reason, ...(status === 'success' && holder) }
    const asked = { account, ifsc, name: typed }
    const more = { amount: status === 'success' ? 100 : 0, body: { asked, answer } }
    return { kind: 'penny-drop', key, id, subject, status, ...more }
  })
  return { json: entry.body.answer }
}

const shout = (name: string): string => name.toUpperCase()

/** A stranger's bank knows them by the name they last gave the PAN issuer. */
function lastTyped(world: World): string {
  const row = world.store.one(
    `select body from ledger where kind = 'pan' and subject not like 'person-%'
      order by seq desc limit 1`,
  )
  return row ? String(JSON.parse(String(row.body)).asked.name) : 'ACCOUNT HOLDER'
}

export type Debit = { account: string; amount: number; amountMax: number; cancelled: boolean }

/** How a NACH debit ends on that day: `settled`, or a return code of SPEC §5.2. */
export function debited(world: World, debit: Debit, on: LocalDate, attempt: number): string {
  const { account, amount, amountMax } = debit
  const { subject, person, traits } = partyOf(world, { account })
  if (debit.cancelled) return '61'
  if (amount > amountMax) return '26'
  if (traits.presentment !== undefined) return traits.presentment
  if (!person) return 'settled'
  const draw = chance(world, subject, `debit:${attempt}`, on)
  if (draw < 0.002) return '59'
  if (draw < 0.004) return '70'
  const month = on.slice(0, 7)
  const mood = chance(world, subject, `mood:${month}`, on)
  if (person.hidden.will < 0.15 && mood < 0.3) return mood < 0.1 ? '01' : '06'
  if (person.hidden.will < 0.3 && mood > 0.95) return '17'
  return balanceOf(world.seed, person, on) >= amount ? 'settled' : '04'
}

/** Fixes whether a stranger's account can pay; the switch on the bank's page. */
export function codeOf(value: string): string {
  if (!/^(settled|chance|\d{2})$/.test(value)) throw new BadRequest('presentment', 'is no code')
  return value
}
