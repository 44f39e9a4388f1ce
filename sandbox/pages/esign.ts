/** The e-sign service's page: type the code it sent, press Sign. */
import type { Entry } from '../ledger.ts'
import type { Answer, World } from '../world.ts'
import { decision, done, escaped } from './frame.ts'

export function esignPage(entry: Entry, { mount }: World, wrong = false): Answer {
  const { asked } = entry.body
  if (entry.status === 'signed') {
    const words = done('Signed', 'The signed agreement went back to the lender.', 'good')
    return decision(mount, 'Signed', words)
  }
  if (entry.status !== 'pending') {
    const words = done('Not signed', 'This request is over; the lender may send a new one.', 'bad')
    return decision(mount, 'Not signed', words)
  }
  const problem = wrong ? '<p class="problem">That is not the code we sent. Try again.</p>' : ''
  return decision(
    mount,
    'Sign the agreement',
    `<h1>Sign your loan agreement</h1>
<dl><dt>Signer</dt><dd>${escaped(asked.signerName)}</dd>
<dt>Document</dt><dd>${escaped(asked.documentHash).slice(0, 16)}…</dd></dl>${problem}
<form method="post" action="${mount}/esign/sign/${escaped(entry.id)}">
<label>Code sent to •••••• ${escaped(asked.signerPhone).slice(-4)}
<input name="otp" inputmode="numeric" autocomplete="one-time-code"
 pattern="[0-9]{4,8}" required></label>
<div class="row"><button class="main">Sign</button></div></form>
<form method="post" action="${mount}/esign/decline/${escaped(entry.id)}">
<div class="row"><button>Don't sign</button></div></form>`,
    { status: wrong ? 422 : 200 },
  )
}
