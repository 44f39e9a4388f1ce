/** One fact of the path: when, from where, what, how long it took; opened, all that it holds. */
import { durationText, instantText, shortId, timeText } from '#web/kit/figures.ts'
import { Copied } from '../copied.tsx'
import { JsonTree } from '../json-tree.tsx'
import { Tag } from '../tag.tsx'
import type { Meaning } from '../words.ts'
import { worded } from '../words.ts'
import { factGist } from './fact-gist.ts'
import { dataOf, factTitle, sourceOf, type Entry } from './fact-words.ts'

export function TrailEntry({
  entry,
  isChosen,
  onCause,
}: {
  readonly entry: Entry
  readonly isChosen: boolean
  /** Present where the cause stands on this page. */
  readonly onCause: ((id: string) => void) | undefined
}) {
  const { id, at, actor, tookMs, policyVersion, cause } = entry
  const source = sourceOf(entry)
  return (
    <li id={`fact-${id}`} className={isChosen ? 'fact fact-chosen' : 'fact'}>
      <details open={isChosen}>
        <summary>
          <time dateTime={at}>{timeText(at)}</time>
          <span className={source === 'phone' ? 'source source-phone' : 'source'}>
            {worded(source)}
          </span>
          <span className="fact-title">
            {factTitle(entry)} <Verdict entry={entry} />
            <span className="fact-gist">{factGist(entry)}</span>
          </span>
          <span className="fact-took">{tookMs === undefined ? '' : durationText(tookMs)}</span>
        </summary>
        <div className="fact-body">
          <JsonTree value={entry.data} />
          <dl className="fact-about">
            <About says="Recorded at">{instantText(at, { seconds: true })}</About>
            <About says="Written to the log">
              {instantText(entry.rx, { seconds: true })} (wall clock)
            </About>
            <About says="By">{actor}</About>
            {policyVersion === undefined ? null : (
              <About says="Policy version">{policyVersion}</About>
            )}
            {cause === undefined ? null : (
              <About says="Because of">
                {onCause ? (
                  <button type="button" className="linklike" onClick={() => onCause(cause)}>
                    {shortId(cause)}
                  </button>
                ) : (
                  <span className="id">{shortId(cause)}</span>
                )}
              </About>
            )}
            <About says="Fact">
              <Copied text={id}>
                <span className="id">
                  {entry.type} · {shortId(id)}
                </span>
              </Copied>
            </About>
          </dl>
        </div>
      </details>
    </li>
  )
}

const About = ({ says, children }: { says: string; children: React.ReactNode }) => (
  <div>
    <dt>{says}</dt>
    <dd>{children}</dd>
  </div>
)

const MEANING: { readonly [outcome: string]: Meaning } = {
  pass: 'good',
  review: 'watch',
  stop: 'bad',
}

/** The fraud gate's word on a step, where it was not simply passed. */
function Verdict({ entry }: { readonly entry: Entry }) {
  const { verdict } = dataOf(entry) as { verdict?: { outcome?: string } }
  const outcome = verdict?.outcome
  if (outcome === undefined || outcome === 'pass') return null
  return <Tag state={`fraud ${outcome}`} meaning={MEANING[outcome] ?? 'plain'} />
}
