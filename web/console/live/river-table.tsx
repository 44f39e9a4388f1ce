/** The river's numbers as a table: one key away, and to be taken along as CSV. */
import { countText, durationText, shareText } from '#web/kit/figures.ts'
import { Tag } from '../tag.tsx'
import { healthOf } from './health.ts'
import type { Step } from './river-shape.ts'

const HEADS = [
  ...['Now', 'Yesterday', 'Came', 'Went on', 'Conversion', 'Half within', '95 % within'],
  ...['Late', 'Held', 'Stopped', 'Failed'],
]

export function RiverTable({
  steps,
  onStep,
}: {
  readonly steps: readonly Step[]
  readonly onStep: (step: Step) => void
}) {
  return (
    <div className="table-scroll">
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Health</th>
            {HEADS.map((head) => (
              <th key={head} scope="col" className="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const { meaning, word } = healthOf(step)
            return (
              <tr key={step.step}>
                <td>
                  <button type="button" className="linklike-plain" onClick={() => onStep(step)}>
                    {step.title}
                  </button>
                </td>
                <td>
                  <Tag state={word} meaning={meaning} />
                </td>
                {figuresOf(step).map((figure, at) => (
                  <td key={HEADS[at]} className="figure">
                    {figure}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const figuresOf = (step: Step): readonly string[] => [
  countText(step.people),
  countText(step.peopleYesterday),
  countText(step.entered),
  countText(step.left),
  step.conversion === undefined ? '—' : shareText(step.conversion),
  step.p50Ms === undefined ? '—' : durationText(step.p50Ms),
  step.p95Ms === undefined ? '—' : durationText(step.p95Ms),
  countText(step.late),
  countText(step.held),
  countText(step.stopped),
  countText(step.failed),
]

/** For a spreadsheet: plain numbers, times in milliseconds. */
export function csvOf(steps: readonly Step[]): string {
  const rows = steps.map((step) => [
    ...[`"${step.title.replaceAll('"', '""')}"`, step.people, step.peopleYesterday, step.entered],
    ...[step.left, step.conversion ?? '', step.p50Ms ?? '', step.p95Ms ?? ''],
    ...[step.late, step.held, step.stopped, step.failed],
  ])
  const head = 'step,now,yesterday,came,went_on,conversion,p50_ms,p95_ms,late,held,stopped,failed'
  return [head, ...rows.map((row) => row.join(','))].join('\n')
}
