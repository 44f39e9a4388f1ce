/** The journey as a river: pools of people, yesterday's shore, drops as people move. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { countText, durationText, shareText } from '#web/kit/figures.ts'
import { Drops, type Moves } from './drops.tsx'
import { healthOf } from './health.ts'
import { isEnd, riverOf, type Flow, type Step } from './river-shape.ts'
import { Ticking } from './ticking.tsx'

const HEIGHT = 190
const COLUMN_MIN = 46

export function River({
  steps,
  flows,
  moves,
  onStep,
}: {
  readonly steps: readonly Step[]
  readonly flows: readonly Flow[]
  readonly moves: Moves
  readonly onStep: (step: Step) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const room = useWidth(place)
  const count = steps.filter((step) => !isEnd(step)).length
  const frame = { width: Math.max(room, COLUMN_MIN * count), height: HEIGHT }
  const river = useMemo(
    () => riverOf(steps, flows, { width: frame.width, height: HEIGHT }),
    [steps, flows, frame.width],
  )
  const columns = { gridTemplateColumns: `repeat(${river.pools.length}, minmax(0, 1fr))` }
  return (
    <div className="river" ref={place}>
      <div className="river-bed" style={{ width: frame.width }} onKeyDown={walk}>
        <svg
          width={frame.width}
          height={HEIGHT}
          viewBox={`0 0 ${frame.width} ${HEIGHT}`}
          aria-hidden="true"
        >
          {river.pools.map(({ step, path, ghost }) => (
            <g key={step.step} className={`pool pool-${healthOf(step).meaning}`}>
              <path className="water" style={{ d: `path("${path}")` }} d={path} />
              <path className="ghost" d={ghost} />
            </g>
          ))}
        </svg>
        {steps.some((step) => !isEnd(step) && step.people > 0) ? null : (
          <p className="river-quiet">Nobody is on the way just now.</p>
        )}
        <Drops river={river} frame={frame} moves={moves} />
        <ol className="river-steps" style={columns}>
          {river.pools.map(({ step }) => (
            <Column key={step.step} step={step} onStep={onStep} />
          ))}
        </ol>
      </div>
    </div>
  )
}

function Column({ step, onStep }: { readonly step: Step; readonly onStep: (step: Step) => void }) {
  const { meaning, word } = healthOf(step)
  const isSilent = meaning === 'good' || meaning === 'plain'
  return (
    <li>
      <button type="button" onClick={() => onStep(step)} title={tellingOf(step)}>
        <span className="river-people">
          <Ticking value={step.people} />
        </span>
        <span className={`river-word word-${meaning}`}>{isSilent ? '' : word}</span>
        <span className="river-gap" />
        <span className="river-figures">
          {step.conversion === undefined ? '' : shareText(step.conversion)}
        </span>
        <span className="river-figures">
          {step.p50Ms === undefined ? '' : oneUnitText(step.p50Ms)}
        </span>
        <span className="river-title" lang="en">
          {step.title}
        </span>
        <span className="for-readers">{tellingOf(step)}</span>
      </button>
    </li>
  )
}

/** A column has room for one unit: `1.8 h`, where a sentence says `1 h 48 min`. */
const oneUnitText = (ms: number): string =>
  durationText(ms).includes(' h ') ? `${(ms / 3_600_000).toFixed(1)} h` : durationText(ms)

/** Everything about a step in a few sentences, for the hover and for readers. */
export function tellingOf(step: Step): string {
  const { title, people, peopleYesterday, conversion, p50Ms, p95Ms } = step
  const more = people - peopleYesterday
  const than =
    more === 0
      ? 'as many as yesterday'
      : `${countText(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than yesterday`
  return [
    `${title}: ${countText(people)} people now, ${than}.`,
    `${countText(step.entered)} came today, ${countText(step.left)} went on.`,
    conversion === undefined ? '' : `${shareText(conversion)} go on.`,
    p50Ms === undefined ? '' : `Half within ${durationText(p50Ms)},`,
    p95Ms === undefined ? '' : `95 % within ${durationText(p95Ms)}.`,
    `${countText(step.held)} held, ${countText(step.stopped)} stopped,`,
    `${countText(step.failed)} failed.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Left and right go from step to step. */
function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (by === undefined) return
  const steps = [...event.currentTarget.querySelectorAll('button')]
  const next = steps[steps.indexOf(document.activeElement as HTMLButtonElement) + by]
  if (!next) return
  event.preventDefault()
  next.focus()
}

function useWidth(place: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000)
  useEffect(() => {
    const element = place.current
    if (!element) return undefined
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [place])
  return width
}
