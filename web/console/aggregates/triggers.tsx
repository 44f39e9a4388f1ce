/** All triggers: condition, what a backtest found, how often each fired, and its switch. */
import { useQuery } from '@tanstack/react-query'
import { Button, Switch } from 'antd'
import type { Predicate } from '#kernel/aggregate'
import { countText, dateText, durationText, instantText } from '#web/kit/figures.ts'
import { mayRun, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Around, Empty } from '../states.tsx'
import { Tag } from '../tag.tsx'
import { titleOf } from '../words.ts'
import { useCountable, useDeed } from './ask.ts'
import { inWords } from './condition.ts'

type Backtest = {
  readonly from: string
  readonly to: string
  readonly facts: number
  readonly fires: number
  readonly people: number
  readonly unfit: number
  readonly partial: boolean
}
type Trigger = {
  readonly id: string
  readonly name: string
  readonly state: 'off' | 'on'
  readonly eventType: string
  readonly command: string
  readonly cooldownHours: number
  readonly fired: number
  readonly lastFiredAt?: string | null
  readonly backtest?: Backtest | null
  readonly backtestedAt?: string | null
  readonly spec: { readonly when: Predicate }
}

const EVERY_MS = 3000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const IST_MS = 19_800_000

export function Triggers() {
  const told = useQuery({
    queryKey: ['triggers'],
    queryFn: ({ signal }) =>
      door.get<{ rows: readonly Trigger[] }>(
        '/v1/analytics/trigger/list',
        { sort: 'madeAt', desc: true, limit: 100 },
        { signal },
      ),
    refetchInterval: EVERY_MS,
  })
  return (
    <Around of={told} rows={4}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty
            what="There are no triggers yet."
            next="Make one: it is backtested before it may be switched on."
          />
        ) : (
          <ul className="triggers">
            {rows.map((trigger) => (
              <One key={trigger.id} trigger={trigger} />
            ))}
          </ul>
        )
      }
    </Around>
  )
}

function One({ trigger }: { readonly trigger: Trigger }) {
  const { name, state, eventType, command, cooldownHours, fired, lastFiredAt, spec } = trigger
  const { data } = useCountable()
  const own = data?.facts.find(({ type }) => type === eventType)?.fields ?? []
  const fields = [...own, ...(data?.features ?? [])]
  return (
    <li className="card trigger" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <Tag state={state} meaning={state === 'on' ? 'good' : 'info'} />
        <OnOff trigger={trigger} />
      </header>
      <p>
        When <b>{titleOf(eventType).toLowerCase()}</b> and {inWords(spec.when, fields)}:{' '}
        {titleOf(command).toLowerCase()}, once a customer in {durationText(cooldownHours * HOUR_MS)}
        .
      </p>
      <p className="backtest">{foundText(trigger.backtest)}</p>
      <p className="note">
        Fired {countText(fired)} {fired === 1 ? 'time' : 'times'}
        {lastFiredAt ? `, last on ${instantText(lastFiredAt)}` : ''}.{' '}
        {trigger.backtestedAt ? `Backtested on ${instantText(trigger.backtestedAt)}.` : ''}
      </p>
      <Backtesting trigger={trigger} />
    </li>
  )
}

function foundText(found: Backtest | null | undefined): string {
  if (!found) return 'It was not backtested yet: nobody knows what it would do.'
  const { fires, people, from, to, facts, unfit, partial } = found
  const times = `${countText(fires)} ${fires === 1 ? 'time' : 'times'}`
  const who = `${countText(people)} ${people === 1 ? 'person' : 'people'}`
  const days = `from ${dateText(from)} to ${dateText(to)}`
  const of = `, of ${countText(facts)} such facts`
  const bad = unfit > 0 ? ` ${countText(unfit)} more had no input the command takes.` : ''
  return `Would have fired${partial ? ' at least' : ''} ${times}, for ${who}, ${days}${of}.${bad}`
}

/** Four eyes either way; on only where it was backtested. */
function OnOff({ trigger: { id, name, state, backtest } }: { readonly trigger: Trigger }) {
  const act = useDeed('analytics.switch-trigger', `${name} was switched.`)
  const may = mayRun(useMeta(), 'analytics.switch-trigger')
  if (!may) return null
  const isOn = state === 'on'
  return (
    <Switch
      aria-label={`Propose to switch ${name} ${isOn ? 'off' : 'on'}`}
      checked={isOn}
      loading={act.isPending}
      disabled={!isOn && !backtest}
      onChange={(on) => act.mutate({ triggerId: id, on })}
    />
  )
}

/** The last 30 days of business time. */
function Backtesting({ trigger }: { readonly trigger: Trigger }) {
  const act = useDeed('analytics.backtest-trigger', 'The facts of 30 days are being read.')
  const may = mayRun(useMeta(), 'analytics.backtest-trigger')
  const test = async () => {
    const { businessNow } = await door.get<{ businessNow: string }>('/v1/monitor/clocks')
    const dayOf = (ms: number) => new Date(ms + IST_MS).toISOString().slice(0, 10)
    const nowMs = Date.parse(businessNow)
    act.mutate({ triggerId: trigger.id, from: dayOf(nowMs - 30 * DAY_MS), to: dayOf(nowMs) })
  }
  if (!may) return null
  return (
    <p className="buttons">
      <Button loading={act.isPending} onClick={() => void test()}>
        Backtest the last 30 days
      </Button>
    </p>
  )
}
