/** The payer's UPI app: one amount, Pay or fail. */
import type { Entry } from '../ledger.ts'
import type { Answer, World } from '../world.ts'
import { decision, done, escaped, rupeesOf } from './frame.ts'

export function payPage(entry: Entry, { mount }: World): Answer {
  if (entry.status === 'paid' || entry.status === 'paying') {
    const sentence = `${rupeesOf(entry.amount ?? 0)} to Dhara Finance.`
    return decision(mount, 'Paid', done('Paid', sentence, 'good'))
  }
  return decision(
    mount,
    'Pay by UPI',
    `<h1>Pay Dhara Finance</h1><p class="amount">${rupeesOf(entry.amount ?? 0)}</p>
<p>${escaped(entry.body.asked.description)}</p>
<form method="post" action="${mount}/psp/pay/${escaped(entry.id)}"><div class="row">
<button name="decision" value="fail">Let it fail</button>
<button class="main" name="decision" value="pay">Pay by UPI</button></div></form>`,
  )
}
