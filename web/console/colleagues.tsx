/** Who works here, by their logins: read once, shown wherever a fact or a row names one of them. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import type { OutputOf } from '#kernel/contract'
import type { colleagues } from '#modules/identity'
import { queryNamed, useMeta } from './meta.ts'
import { door } from './session.ts'

type Colleague = OutputOf<typeof colleagues>['colleagues'][number]
const nobody: readonly Colleague[] = []

export function useColleagues(): readonly Colleague[] {
  const mayAsk = queryNamed(useMeta(), 'identity.colleagues') !== undefined
  const known = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => door.ask<typeof colleagues>('identity.colleagues', {}, { signal }),
    enabled: mayAsk,
    staleTime: 60_000,
  })
  return known.data?.colleagues ?? nobody
}

/** `meera · ops credit`, oneself first. */
export function useColleagueOptions() {
  const { actor } = useMeta()
  const all = useColleagues()
  const own = all.filter(({ staffId }) => staffId === actor.id)
  const others = all.filter(({ staffId }) => staffId !== actor.id)
  return [...own, ...others].map(({ staffId, login, roles }) => ({
    value: staffId as string,
    label: staffId === actor.id ? `${login} (you)` : `${login} · ${roles}`,
  }))
}

/** One of them, chosen by login; where nobody is known, nobody can be chosen. */
export function ColleagueChoice({
  label,
  value,
  onChange,
  ...shared
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (staffId: string) => void
}) {
  return (
    <Select
      {...shared}
      aria-label={label}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={useColleagueOptions()}
      {...(value !== '' && { value })}
      onChange={(staffId?: string) => onChange(staffId ?? '')}
    />
  )
}
