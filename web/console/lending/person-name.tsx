/** Whose it is, masked as this person of the staff may see it, leading to the person. */
import { useQuery } from '@tanstack/react-query'
import { IdLink } from '../id-link.tsx'
import { entityNamed, useMeta } from '../meta.ts'
import type { Row } from '../rows-table.tsx'
import { door } from '../session.ts'

export function PersonName({ customerId }: { readonly customerId: string }) {
  const known = usePerson(customerId)
  const name = known.data?.['name']
  return <IdLink id={customerId} {...(typeof name === 'string' && { words: name })} />
}

/** The person's own row, where this role may see it. */
export function usePerson(customerId: string) {
  const person = entityNamed(useMeta(), 'identity.person')
  return useQuery({
    queryKey: ['one', 'identity.person', customerId],
    queryFn: ({ signal }) => door.get<Row>(`${person?.path}/one`, { id: customerId }, { signal }),
    enabled: person?.one === true && customerId !== '',
    retry: false,
  })
}
