/** An id, short, leading to the thing it names where this person may see it. */
import { Link } from '@tanstack/react-router'
import { shortId } from '#web/kit/figures.ts'
import { useColleagues } from './colleagues.tsx'
import { Copied } from './copied.tsx'
import { entityOfId, useMeta } from './meta.ts'
import { moduleOf, tailOf } from './words.ts'

export function IdLink({ id, words }: { readonly id: string; readonly words?: string }) {
  const meta = useMeta()
  const entity = entityOfId(meta, id.slice(0, id.indexOf('_')))
  const colleague = useColleagues().find(({ staffId }) => staffId === id)
  const said = words ?? colleague?.login ?? shortId(id)
  return (
    <Copied text={id}>
      {entity ? (
        <Link
          to="/$module/$entity/$id"
          params={{ module: moduleOf(entity.name), entity: tailOf(entity.name), id }}
          className={said === shortId(id) ? 'id' : ''}
          title={id}
        >
          {said}
        </Link>
      ) : (
        <span className={said === shortId(id) ? 'id' : ''} title={id}>
          {said}
        </span>
      )}
    </Copied>
  )
}
