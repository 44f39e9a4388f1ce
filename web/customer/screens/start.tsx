/** Nothing runs yet: an application may begin. */
import type { startApplication } from '#modules/lending'
import { run, useDeed } from '../asking.ts'
import { cameBy } from '../came.ts'
import { usePath } from '../next.ts'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useWords } from '../words/words.ts'
import { LimitLink } from './limit.tsx'

/** Begins an application and goes to its first step. */
export function useStart() {
  const deed = useDeed()
  const { look } = usePath()
  const start = () =>
    deed.do(async (key) => {
      const input = { product: 'personal', ...cameBy() }
      await run<typeof startApplication>('lending.start-application', input, key('start'))
      await look()
    })
  return { deed, start }
}

export function Start() {
  const { start: words } = useWords()
  const { deed, start } = useStart()
  return (
    <Screen
      name="start"
      title={words.title}
      lead={words.lead}
      onSubmit={() => void start()}
      go={words.go}
      busy={deed.busy}
    >
      <section className="card">
        <h2>{words.need}</h2>
        <ul className="points">
          {words.needs.map((need) => (
            <li key={need}>{need}</li>
          ))}
        </ul>
      </section>
      <nav className="links">
        <LimitLink />
      </nav>
      <Trouble problem={deed.problem} />
    </Screen>
  )
}
