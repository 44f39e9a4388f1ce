/** The aggregator's page: whose data, of which days, for whom; yes or no. */
import type { Entry } from '../ledger.ts'
import type { Answer, World } from '../world.ts'
import { dayShown, decision, done, escaped } from './frame.ts'

export function aggregatorPage(entry: Entry, { mount }: World): Answer {
  if (entry.status === 'ACTIVE') {
    const words = done('Approved', 'Your bank sends your statement to the lender.', 'good')
    const revoke = `<form method="post" action="${mount}/aggregator/revoke/${escaped(entry.id)}">
<div class="row"><button>Take it back</button></div></form>`
    return decision(mount, 'Approved', words + revoke)
  }
  if (entry.status !== 'PENDING') {
    const words = done('Not shared', 'Nothing of your account is shared.', 'bad')
    return decision(mount, 'Not shared', words)
  }
  const { FIDataRange: range, DataLife: life } = entry.body.detail
  return decision(
    mount,
    'Share your bank statement',
    `<h1>Share your bank statement</h1>
<dl><dt>With</dt><dd>Dhara, to decide on a loan</dd>
<dt>Of</dt><dd>${dayShown(String(range.from))} to ${dayShown(String(range.to))}</dd>
<dt>Kept for</dt><dd>${escaped(life.value)} ${escaped(String(life.unit).toLowerCase())}s</dd></dl>
<form method="post" action="${mount}/aggregator/approve/${escaped(entry.id)}">
<div class="row"><button class="main">Approve</button></div></form>
<form method="post" action="${mount}/aggregator/reject/${escaped(entry.id)}">
<div class="row"><button>Don't share</button></div></form>`,
  )
}
