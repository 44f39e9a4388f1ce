/** An id, short, leading to the thing it names where this person may see it. */
import { Link } from '@tanstack/react-router'
import { shortId } from '#web/kit/figures.ts'
import { Copied } from './copied.tsx'
import { entityOfId, useMeta } from './meta.ts'
import { moduleOf, tailOf } from './words.ts'

export function IdLink({ id, words }: { readonly id: string; readonly words?: string }) {
  const meta = useMeta()
  const entity = entityOfId(meta, id.slice(0, id.indexOf('_')))
  const said = words ?? shortId(id)
  return (
    <Copied text={id}>
      {entity ? (
        <Link
          to="/$module/$entity/$id"
          params={{ module: moduleOf(entity.name), entity: tailOf(entity.name), id }}
          className={words === undefined ? 'id' : ''}
          title={id}
        >
          {said}
        </Link>
      ) : (
        <span className="id" title={id}>
          {said}
        </span>
      )}
    </Copied>
  )
}
