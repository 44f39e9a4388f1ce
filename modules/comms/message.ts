/**
 * A message's standing, whatever order its news come in. Pure.
 *
 *     asked ── carrier took it ──▶ sent ── handset has it ──▶ delivered
 *       ╰───────────┴── carrier refused, or could not deliver ──▶ failed
 */
export type Status = 'asked' | 'sent' | 'delivered' | 'failed'

/** What it is after the news: a later standing is never undone by earlier news that come late. */
export function after(status: Status, news: 'sent' | 'delivered' | 'failed'): Status {
  if (news === 'sent') return status === 'asked' ? 'sent' : status
  if (news === 'delivered') return 'delivered'
  return status === 'delivered' ? 'delivered' : 'failed'
}
