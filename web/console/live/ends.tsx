/** Where the way ended today: at the sea, or before it. */
import { countText } from '#web/kit/figures.ts'
import { isEnd, isMouth, type Step } from './river-shape.ts'
import { Ticking } from './ticking.tsx'

export function Ends({
  steps,
  onStep,
}: {
  readonly steps: readonly Step[]
  readonly onStep: (step: Step) => void
}) {
  const ends = steps.filter(isEnd)
  if (ends.length === 0) return null
  return (
    <ul className="ends" aria-label="Where the way ended">
      {ends.map((step) => (
        <li key={step.step} className={isMouth(step) ? 'end-mouth' : ''}>
          <button type="button" onClick={() => onStep(step)}>
            {step.title}{' '}
            <b>
              <Ticking value={step.entered} />
            </b>{' '}
            today
            <span className="note"> {countText(step.people)} in all</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
