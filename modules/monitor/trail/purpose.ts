/** Why someone of the staff looks at a person: as they say, or as their first role has it. */
import { viewPurposes, type staff } from './face.ts'

type Purpose = (typeof viewPurposes)[number]
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

export function purposeOf(roles: readonly string[] = [], said?: string): Why {
  const stated = viewPurposes.find((one) => one === said)
  if (stated !== undefined) return { purpose: stated, stated: true }
  const known = new Map<string, Purpose>(Object.entries(OF_ROLE))
  const [own = 'audit'] = roles.flatMap((role) => known.get(role) ?? [])
  return { purpose: own, stated: false }
}
