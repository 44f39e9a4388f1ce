/** No, with its reasons in words (SPEC §10.5) and what one can do. */
import type { InputOf } from '#kernel/contract'
import type { reasonWords } from '#modules/decision'
import { useAsk } from '../asking.ts'
import type { Next } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useWords } from '../words/words.ts'
import { useStart } from './start.tsx'

/** Where no reason may be told, the policy's own. */
const UNTOLD = ['R15']

export function Rejected({ next }: { readonly next: Next }) {
  const { rejected: words } = useWords()
  const { deed, start } = useStart()
  const codes = (next.data.reasons ?? UNTOLD) as InputOf<typeof reasonWords>['codes']
  const reasons = useAsk<typeof reasonWords>('decision.reason-words', { codes })
  return (
    <Screen
      name="rejected"
      title={words.title}
      lead={words.lead}
      foot={
        <Button kind="quiet" busy={deed.busy} onPress={() => void start()}>
          {words.go}
        </Button>
      }
    >
      <ul className="points">
        {reasons.known?.words.map(({ code, says }) => (
          <li key={code}>{says}</li>
        ))}
      </ul>
      <p className="hint">{words.next}</p>
      <p className="hint">{words.wrong}</p>
      <Trouble problem={reasons.problem} onAgain={reasons.again} />
      <Trouble problem={deed.problem} />
    </Screen>
  )
}
