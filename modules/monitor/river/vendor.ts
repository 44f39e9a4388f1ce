/** How the vendors are: the effects that go to each, taken together. */
export const vendors = ['sms', 'kyc', 'bank', 'bureau', 'psp', 'esign'] as const

type Health = { effect: string; attempts: number; success: number; p95Ms: number }
type Queued = { module: string; name: string; lane: string; queued: number }

/** Whoever stands behind a module's effects where their lane is not called after them. */
const behind: { readonly [module: string]: string } = {
  comms: 'sms',
  documents: 'esign',
  payments: 'psp',
  bureau: 'bureau',
  kyc: 'kyc',
}

export function vendorOf(effect: string, lane: string): string {
  const named = vendors.find((vendor) => vendor === lane)
  return named ?? behind[effect.slice(0, effect.indexOf('.'))] ?? lane
}

export function vendorHealth(
  health: readonly Health[],
  queued: readonly Queued[],
  faults: readonly { vendor: string; kind: string }[],
) {
  const laneOf = (effect: string) => queued.find((one) => one.name === effect)?.lane ?? ''
  return vendors.map((vendor) => {
    const seen = health.filter((one) => vendorOf(one.effect, laneOf(one.effect)) === vendor)
    const attempts = seen.reduce((sum, one) => sum + one.attempts, 0)
    const good = seen.reduce((sum, one) => sum + one.attempts * one.success, 0)
    const waiting = queued
      .filter((one) => vendorOf(one.name, one.lane) === vendor)
      .reduce((sum, one) => sum + one.queued, 0)
    const broken = faults.filter((one) => one.vendor === vendor || one.vendor === '*')
    return {
      vendor,
      waiting,
      ...(attempts > 0 && {
        successShare: good / attempts,
        p95Ms: Math.max(...seen.map((one) => one.p95Ms)),
      }),
      ...(broken.length > 0 && { fault: broken.map((one) => one.kind).join(', ') }),
    }
  })
}
