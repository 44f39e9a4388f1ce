/** Every address of the console. One thing, one address. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type ErrorComponentProps,
  type RouteComponent,
} from '@tanstack/react-router'
import { CommandPage } from './command-page.tsx'
import { EntityListPage, NotYours } from './entity-list.tsx'
import { EntityPage } from './entity-page.tsx'
import { ModulePage } from './module-page.tsx'
import { ProposalsPage } from './proposals.tsx'
import { QueryPage } from './query-page.tsx'
import { Shell } from './shell.tsx'
import { Fault, Waiting } from './states.tsx'

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <NotYours what={location.pathname} />,
  errorComponent: PageFault,
})
const at = <const Path extends string>(path: Path, component: RouteComponent) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    errorComponent: PageFault,
    validateSearch: (search: Record<string, unknown>) => search,
  })

function PageFault({ error, reset }: ErrorComponentProps) {
  return <Fault error={error} onRetry={reset} />
}

const live = lazyRouteComponent(() => import('./live/live.tsx'), 'LivePage')
const find = lazyRouteComponent(() => import('./find.tsx'), 'FindPage')
const trail = lazyRouteComponent(() => import('./trail/trail.tsx'), 'TrailPage')
const clocks = lazyRouteComponent(() => import('./clocks.tsx'), 'ClocksPage')
const ask = lazyRouteComponent(() => import('./ask/ask.tsx'), 'AskPage')
const paths = lazyRouteComponent(() => import('./paths/paths.tsx'), 'PathsPage')
const aggregates = lazyRouteComponent(() => import('./aggregates/aggregates.tsx'), 'AggregatesPage')
const streams = lazyRouteComponent(() => import('./streams/streams.tsx'), 'StreamsPage')
const loan = lazyRouteComponent(() => import('./lending/loan.tsx'), 'LoanPage')
const customer = lazyRouteComponent(() => import('./lending/customer.tsx'), 'CustomerPage')
const repayments = lazyRouteComponent(() => import('./lending/repayments.tsx'), 'RepaymentsPage')
const dayEnd = lazyRouteComponent(() => import('./lending/day-end.tsx'), 'DayEndPage')
const ledger = lazyRouteComponent(() => import('./lending/ledger.tsx'), 'LedgerPage')
const parked = lazyRouteComponent(() => import('./parked.tsx'), 'ParkedPage')

const tree = root.addChildren([
  at('/', live),
  at('/find', find),
  at('/trail/$customerId', trail),
  at('/clocks', clocks),
  at('/parked', parked),
  at('/ask', ask),
  at('/paths', paths),
  at('/aggregates', aggregates),
  at('/streams', streams),
  at('/repayments', repayments),
  at('/day-end', dayEnd),
  at('/ledger', ledger),
  at('/lending/loan/$id', loan),
  at('/identity/person/$id', customer),
  at('/proposals', ProposalsPage),
  at('/$module', ModulePage),
  at('/$module/q/$query', QueryPage),
  at('/$module/c/$command', CommandPage),
  at('/$module/$entity', EntityListPage),
  at('/$module/$entity/$id', EntityPage),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingComponent: Waiting,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
