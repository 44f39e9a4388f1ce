/** The river's few figures in large, and whether the house keeps up. */
import type { ReactNode } from 'react'
import { countText, durationText, instantText, shareText } from '#web/kit/figures.ts'
import { Tag } from '../tag.tsx'
import { lagHealth } from './health.ts'
import type { RiverAnswer } from './live.tsx'
import { isEnd, isMouth, type Step } from './river-shape.ts'
import { Ticking } from './ticking.tsx'

export function Clock({ businessNow, speed }: Pick<RiverAnswer, 'businessNow' | 'speed'>) {
  const pace = speed === 0 ? 'standing still' : speed === 1 ? 'real time' : `${countText(speed)}×`
  return (
    <span className="clock">
      {instantText(businessNow, { seconds: true })} IST · {pace}
    </span>
  )
}

export function Pulse({ data }: { readonly data: RiverAnswer }) {
  const { steps, lag } = data
  const bed = steps.filter((step) => !isEnd(step))
  const total = (of: (step: Step) => number, among = bed) =>
    among.reduce((sum, step) => sum + of(step), 0)
  const came = bed[0]?.entered ?? 0
  const through = total(({ entered }) => entered, steps.filter(isMouth))
  const { meaning, word } = lagHealth(lag.oldestMs)
  return (
    <dl className="pulse">
      <Figure says="On the way">
        <Ticking value={total(({ people }) => people)} />
      </Figure>
      <Figure says="Came today">
        <Ticking value={came} />
      </Figure>
      <Figure says="Got through today">
        <Ticking value={through} />
        {came > 0 ? <small> {shareText(Math.min(1, through / came))}</small> : null}
      </Figure>
      <Figure says="Held">
        <Ticking value={total(({ held }) => held)} />
      </Figure>
      <Figure says="Stopped by fraud">
        <Ticking value={total(({ stopped }) => stopped, steps)} />
      </Figure>
      <Figure says="Failed">
        <Ticking value={total(({ failed }) => failed)} />
      </Figure>
      <Figure says="Lag">
        <Tag state={word} meaning={meaning} />
        <small>
          {' '}
          {durationText(lag.oldestMs)} · {countText(lag.events + lag.outbox)} facts,{' '}
          {countText(lag.effects)} calls
        </small>
      </Figure>
    </dl>
  )
}

const Figure = ({ says, children }: { readonly says: string; readonly children: ReactNode }) => (
  <div>
    <dt>{says}</dt>
    <dd>{children}</dd>
  </div>
)
