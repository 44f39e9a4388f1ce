/** Why someone of the staff looks at a person: as they say, or as their first role has it. */
import type { Actor, Static } from '#kernel/contract'
import type { staff, viewPurpose } from '../contract.ts'

type Purpose = Static<{ of: typeof viewPurpose }>['of']
export type Why = { readonly purpose: Purpose; readonly stated: boolean }

const OF_ROLE: { readonly [role in (typeof staff)[number]]: Purpose } = {
  ops: 'servicing',
  support: 'servicing',
  finance: 'servicing',
  collections: 'collections',
  credit: 'underwriting',
  risk: 'risk-review',
  admin: 'audit',
}

export function purposeOf(actor: Actor, stated: Purpose | undefined): Why {
  if (stated !== undefined) return { purpose: stated, stated: true }
  const known = new Map<string, Purpose>(Object.entries(OF_ROLE))
  const [own = 'audit'] = (actor.roles ?? []).flatMap((role) => known.get(role) ?? [])
  return { purpose: own, stated: false }
}
