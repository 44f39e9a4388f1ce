/** By when a stage is to be left, by the lender's own standard; a stage that is late stands out. */
import { instantText } from '#web/kit/figures.ts'
import { Tag } from './tag.tsx'

export function Due({ at, overdue }: { readonly at: string; readonly overdue: boolean }) {
  return (
    <span className="due">
      {overdue ? <Tag state="late" meaning="bad" /> : null} Due {instantText(at)}
    </span>
  )
}
