/** docs/map.md: the modules, what each tells, hears, asks and sets going. */
import type { Allow } from '#kernel/contract'
import type { Journey } from '#platform/journeys'
import type { Module } from '#platform/runtime'
import { asksIn } from '../../test/tidy/asks.ts'
import { callEdges } from '../../test/tidy/cycles.ts'
import type { House } from '../../test/tidy/house.ts'
import { eventsOf, generatedNote, table, type Pages } from './pages.ts'

type Hearing = {
  readonly module: string
  readonly reaction: string
  readonly types: readonly string[]
}
type Link = {
  readonly from: string
  readonly to: string
  readonly name: string
  readonly how: string
}

/** Drawn from the modules as they are loaded, and from the source for who asks and calls whom. */
export function mapPage(modules: readonly Module[], house: House): Pages {
  const hearings = modules.flatMap(hearingsOf)
  const links = linksOf(house)
  const parts = [
    generatedNote,
    '# Map\n',
    'Who tells, hears, asks and calls whom.\n',
    '## Asks and calls\n',
    'Solid: a command asked through the log. Dotted: a query called. They form no cycle.\n',
    callDiagram(links),
    '## Events between modules\n',
    eventDiagram(modules, hearings),
    ...modules.map((module) => chapter(module, hearings, links)),
  ]
  return new Map([['docs/map.md', `${parts.join('\n').trimEnd()}\n`]])
}

const hearingsOf = (module: Module): Hearing[] =>
  [...(module.reactions ?? []), ...(module.journeys ?? []).flatMap((one) => one.reactions)].map(
    ({ name, types }) => ({
      module: module.name,
      reaction: name,
      types: types === '*' ? ['*'] : types,
    }),
  )

/** An asked command is one link, however often its name is imported. */
function linksOf(house: House): Link[] {
  const asked = new Set(asksIn(house).map(({ from, name }) => `${from} ${name}`))
  const links = callEdges(house).map(({ from, to, name }) => {
    return { from, to, name, how: asked.has(`${from} ${name}`) ? 'asks' : 'calls' }
  })
  const unique = new Map(links.map((link) => [`${link.from} ${link.name}`, link]))
  return [...unique.values()].toSorted((a, b) =>
    `${a.from} ${a.name}` < `${b.from} ${b.name}` ? -1 : 1,
  )
}

function callDiagram(links: readonly Link[]): string {
  const edges = grouped(links, ({ from, to, how }) => `${from}|${to}|${how}`)
  const lines = [...edges].map(([key, list]) => {
    const [from = '', to = '', how] = key.split('|')
    const arrow = how === 'asks' ? '-->' : '-.->'
    const names = list.map(({ name }) => name.slice(name.indexOf('.') + 1)).join('<br>')
    return `  ${from} ${arrow}|${names}| ${to}`
  })
  return mermaid(['flowchart LR', ...lines])
}

function eventDiagram(modules: readonly Module[], hearings: readonly Hearing[]): string {
  const owner = ownersOf(modules)
  const counts = new Map<string, number>()
  for (const { module, types } of hearings) {
    for (const type of types) {
      const from = owner.get(type)
      if (from === undefined || from === module) continue
      counts.set(`${from}|${module}`, (counts.get(`${from}|${module}`) ?? 0) + 1)
    }
  }
  const lines = [...counts].toSorted().map(([key, count]) => {
    const [from, to] = key.split('|')
    return `  ${from} -->|${count}| ${to}`
  })
  const all = hearings.filter(({ types }) => types.includes('*')).map(({ module }) => module)
  const hearsAll = [...new Set(all)].map((name) => `  everyone([every module]) --> ${name}`)
  return mermaid(['flowchart LR', ...lines, ...hearsAll])
}

const ownersOf = (modules: readonly Module[]): Map<string, string> =>
  new Map(modules.flatMap((module) => eventsOf(module).map(({ type }) => [type, module.name])))

function chapter(module: Module, hearings: readonly Hearing[], links: readonly Link[]): string {
  const own = links.filter(({ from }) => from === module.name)
  const parts = [
    `## ${module.name}\n`,
    section('Tells', ['Event', 'Heard by'], toldRows(module, hearings)),
    section('Hears', ['Reaction', 'Events'], heardRows(module, hearings)),
    section('Can be asked', ['Command', 'By', 'May refuse'], commandRows(module)),
    section('Can tell', ['Query or list', 'Whom'], queryRows(module)),
    section(
      'Asks and calls',
      ['What', 'How'],
      own.map(({ name, how }) => [code(name), how]),
    ),
    section('Timers', ['Kind', 'Becomes', 'Owner', 'Says'], timerRows(module)),
    section('Effects', ['Effect', 'Lane', 'Attempts'], effectRows(module)),
    section('Hosts', ['Host', 'Region', 'Purpose', 'Classes'], egressRows(module)),
    section('Webhooks', ['Path', 'Provider'], hookRows(module)),
    ...(module.journeys ?? []).map(journeyDiagram),
  ]
  return parts.filter(Boolean).join('\n')
}

const code = (text: string): string => `\`${text}\``

const toldRows = (module: Module, hearings: readonly Hearing[]): string[][] =>
  eventsOf(module).map(({ type, v }) => {
    const by = hearings.filter(({ types }) => types.includes(type))
    const names = by.map((one) => code(`${one.module}.${one.reaction}`))
    return [code(v === 1 ? type : `${type} v${v}`), names.join(', ') || '–']
  })

const heardRows = (module: Module, hearings: readonly Hearing[]): string[][] =>
  hearings
    .filter((one) => one.module === module.name)
    .map(({ reaction, types }) => [
      code(reaction),
      types[0] === '*' ? 'every event' : types.map(code).join(', '),
    ])

const who = (allow: Allow): string =>
  (Array.isArray(allow) ? (allow as readonly string[]) : Object.entries(allow).map(bounded)).join(
    ', ',
  )

const bounded = ([role, bound]: [string, true | { upTo: string }]): string =>
  bound === true ? role : `${role} (up to ₹${bound.upTo})`

const FOUR_EYES: { readonly [when: string]: string } = {
  true: '; four eyes',
  'above-band': '; four eyes above one’s amount',
}

const commandRows = (module: Module): string[][] =>
  (module.commands ?? []).map(({ call }) => [
    code(call.name),
    who(call.allow) + (call.fourEyes ? FOUR_EYES[String(call.fourEyes)] : ''),
    call.refusals.map(code).join(', ') || 'never',
  ])

const queryRows = (module: Module): string[][] =>
  (module.queries ?? []).map((one) =>
    'call' in one
      ? [code(one.call.name), who(one.call.allow)]
      : [`${code(one.entity.name)} (${one.shelf})`, who(one.entity.allow)],
  )

const timerRows = (module: Module): string[][] =>
  (module.timers ?? []).map(({ kind, event, owner, says }) => [
    code(kind),
    code(event),
    owner,
    says,
  ])

const effectRows = (module: Module): string[][] =>
  (module.effects ?? []).map(({ name, lane, retry }) => [code(name), lane, String(retry.attempts)])

const egressRows = (module: Module): string[][] =>
  (module.egress ?? []).map(({ host, region, purpose, classes }) => [
    code(host),
    region,
    purpose,
    classes.join(', ') || 'none',
  ])

const hookRows = (module: Module): string[][] =>
  (module.routes ?? []).map(({ hook, provider }) => [code(hook), provider])

const section = (title: string, head: readonly string[], rows: readonly string[][]): string =>
  rows.length === 0 ? '' : `**${title}**\n\n${table(head, rows)}\n`

type ChartNode = {
  readonly initial?: string
  readonly states?: { readonly [name: string]: ChartNode }
  readonly type?: string
  readonly on?: { readonly [event: string]: unknown }
  readonly after?: { readonly [delay: string]: unknown }
  readonly always?: unknown
}

/** The chart itself, drawn; dashed words are delays. */
function journeyDiagram(journey: Journey): string {
  const config = journey.machine.config as ChartNode
  const lines = Object.entries(config.states ?? {}).flatMap(([from, node]) => [
    ...edges(from, node.on, (event) => event),
    ...edges(from, node.after, (delay) => `after ${delay}`),
    ...(node.type === 'final' ? [`  ${state(from)} --> [*]`] : []),
  ])
  const first = config.initial === undefined ? [] : [`  [*] --> ${state(config.initial)}`]
  return `**Journey ${code(journey.name)}**\n\n${mermaid(['stateDiagram-v2', ...first, ...lines])}`
}

function edges(
  from: string,
  on: { readonly [word: string]: unknown } | undefined,
  label: (word: string) => string,
): string[] {
  return Object.entries(on ?? {}).flatMap(([word, targets]) =>
    (Array.isArray(targets) ? targets : [targets]).flatMap((one: unknown) => {
      const target =
        typeof one === 'string' ? one : (one as { target?: string } | undefined)?.target
      if (target === undefined) return []
      return [`  ${state(from)} --> ${state(target.replace(/^[.#]/, ''))}: ${label(word)}`]
    }),
  )
}

/** Mermaid takes no hyphens in a state's name. */
const state = (name: string): string => name.replaceAll(/[^A-Za-z0-9]/g, '_')

const mermaid = (lines: readonly string[]): string => `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n`

function grouped<T>(list: readonly T[], by: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one])
  return groups
}
