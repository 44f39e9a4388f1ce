/** The borrower's bank asks: may this lender debit you? (SPEC §5.2, e-mandate by net banking.) */
import type { Entry } from '../ledger.ts'
import { BANKS } from '../people/places.ts'
import type { Answer, World } from '../world.ts'
import { dayShown, decision, done, escaped, rupeesOf } from './frame.ts'

export function mandatePage(entry: Entry, { mount }: World): Answer {
  const { asked, decision: chosen } = entry.body
  if (entry.status !== 'created') {
    const bad = chosen === 'reject' || ['rejected', 'expired', 'cancelled'].includes(entry.status)
    const words = bad ? 'Mandate refused' : 'Mandate approved'
    const sentence = bad
      ? 'Your bank told the lender. Nothing will be debited.'
      : 'Your bank is registering it; the app goes on by itself in a moment.'
    return decision(mount, words, done(words, sentence, bad ? 'bad' : 'good'))
  }
  const own = String(asked.ifsc).slice(0, 4)
  const options = BANKS.map(
    (bank) =>
      `<option value="${bank.code}"${bank.code === own ? ' selected' : ''}>${bank.name}</option>`,
  ).join('')
  const other = BANKS.some((bank) => bank.code === own)
    ? ''
    : `<option value="${escaped(own)}" selected>${escaped(own)} (your bank)</option>`
  return decision(
    mount,
    'Approve the mandate',
    `<h1>Approve automatic payments?</h1>
<p class="amount">up to ${rupeesOf(asked.amountMax)}</p>
<dl><dt>To</dt><dd>Dhara Finance</dd>
<dt>Account</dt><dd>•••• ${escaped(asked.account).slice(-4)}</dd>
<dt>How often</dt><dd>Monthly, on the due date</dd>
<dt>Until</dt><dd>${escaped(dayShown(asked.endsOn))}</dd></dl>
<form method="post" action="${mount}/psp/authorise/${escaped(entry.id)}">
<label>Your bank <select name="bank">${other}${options}</select></label>
<div class="row"><button name="decision" value="reject">Reject</button>
<button class="main" name="decision" value="approve">Approve</button></div></form>`,
  )
}
