/** The same river on a phone: it runs down, a row a step. */
import { healthOf } from './health.ts'
import { isEnd, type Step } from './river-shape.ts'
import { tellingOf } from './river.tsx'
import { Ticking } from './ticking.tsx'

export function RiverTall({
  steps,
  onStep,
}: {
  readonly steps: readonly Step[]
  readonly onStep: (step: Step) => void
}) {
  const bed = steps.filter((step) => !isEnd(step))
  const most = Math.max(
    12,
    ...bed.flatMap(({ people, peopleYesterday }) => [people, peopleYesterday]),
  )
  const percent = (people: number) => `${(people / most) * 100}%`
  return (
    <ol className="river-tall">
      {bed.map((step) => {
        const { meaning, word } = healthOf(step)
        return (
          <li key={step.step}>
            <button type="button" onClick={() => onStep(step)}>
              <span className="tall-title">{step.title}</span>
              <span className={`river-word word-${meaning}`}>{word}</span>
              <span className="tall-people">
                <Ticking value={step.people} />
              </span>
              <span className={`tall-bar pool-${meaning}`} aria-hidden="true">
                <span className="tall-water" style={{ width: percent(step.people) }} />
                <span className="tall-ghost" style={{ left: percent(step.peopleYesterday) }} />
              </span>
              <span className="for-readers">{tellingOf(step)}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
