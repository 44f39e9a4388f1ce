/**
 * By whom this person came: a partner's link names the partner and its own number for them,
 * `/app/?via=fintree&ref=FT-81`. Kept for as long as the tab is open, sent when they apply.
 */
const KEY = 'came'
const VIA = /^[a-z0-9][a-z0-9-]{1,39}$/
const REFERENCE = /^[0-9A-Za-z][0-9A-Za-z/_.-]{1,59}$/

export type Came = { readonly source: string; readonly partnerReference?: string }

/** Undefined where the address names no partner; a number without one is nobody's. */
export function cameIn(search: string): Came | undefined {
  const asked = new URLSearchParams(search)
  const [via = '', reference = ''] = [asked.get('via') ?? '', asked.get('ref') ?? '']
  if (!VIA.test(via)) return undefined
  return { source: via, ...(REFERENCE.test(reference) && { partnerReference: reference }) }
}

export function noteCame(): void {
  const came = cameIn(location.search)
  if (came) sessionStorage.setItem(KEY, JSON.stringify(came))
}

export function cameBy(): Came {
  const kept = sessionStorage.getItem(KEY)
  return kept === null ? { source: 'app' } : (JSON.parse(kept) as Came)
}
