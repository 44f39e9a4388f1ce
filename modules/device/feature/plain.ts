/** Features as others read them: flat, and nothing of whom they are about. */
import type { Static } from '#kernel/contract'
import type { features } from './face.ts'
import type { Features } from './features.ts'

export type Plain = Static<{ of: typeof features }>['of']

/** What installed apps say, of whoever let us see them. */
export type Apps = Pick<
  Plain,
  'apps' | 'lendingApps' | 'newLendingApps7' | 'newLendingApps30' | 'gamblingApps'
>
export const noApps: Apps = {
  apps: 'none',
  ...{ lendingApps: 0, newLendingApps7: 0, newLendingApps30: 0, gamblingApps: 0 },
}

export function plainOf(of: Features, version: string, apps: Apps): Plain {
  const { coverage, salary, balances, flows, obligations, bounces, promos, stacking } = of
  return {
    ...{ asOf: of.asOf, version, source: coverage.source },
    ...{ days: coverage.days, entries: coverage.entries, salaryRegular: salary.regular },
    ...(salary.monthly !== undefined && { salaryMonthly: salary.monthly }),
    ...(balances.average !== undefined && { averageBalance: balances.average }),
    ...(balances.minimum !== undefined && { minimumBalance: balances.minimum }),
    daysBelow1000: balances.daysBelow1000,
    obligations: obligations.monthly,
    lenders: Object.keys(obligations.byLender).length,
    ...(of.foirPercent !== undefined && { foirPercent: of.foirPercent }),
    ...{ bounces30: bounces.in30, bounces90: bounces.in90, bounces180: bounces.in180 },
    promos30: promos.in30,
    gamblingSharePercent: flows.gamblingSharePercent,
    cashSharePercent: flows.cashSharePercent,
    disbursals30: stacking.disbursals30,
    disbursals90: stacking.disbursals90,
    newLenders30: stacking.newLenders30,
    ...apps,
  }
}
