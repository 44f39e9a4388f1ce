/** Which parts of the house speak on the trail; each can be hushed. */
import { countText } from '#web/kit/figures.ts'
import { worded } from '../words.ts'
import { sourceOf, type Entry } from './fact-words.ts'

export function Sources({
  entries,
  hidden,
  onHidden,
}: {
  readonly entries: readonly Entry[]
  readonly hidden: readonly string[]
  readonly onHidden: (hidden: readonly string[]) => void
}) {
  const counts = new Map<string, number>()
  for (const entry of entries) {
    counts.set(sourceOf(entry), (counts.get(sourceOf(entry)) ?? 0) + 1)
  }
  const flip = (source: string) =>
    onHidden(hidden.includes(source) ? hidden.filter((one) => one !== source) : [...hidden, source])
  return (
    <div className="sources" role="group" aria-label="Show facts from">
      {[...counts].map(([source, count]) => (
        <button
          key={source}
          type="button"
          aria-pressed={!hidden.includes(source)}
          onClick={() => flip(source)}
        >
          {worded(source)} <span>{countText(count)}</span>
        </button>
      ))}
    </div>
  )
}
