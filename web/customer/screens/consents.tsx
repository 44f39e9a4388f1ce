/** What they consented to, each to be taken back as easily as it was given (DPDP, DL-13). */
import { useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract'
import type { myConsents, noticeOf, withdrawConsent } from '#modules/identity'
import { run, useAsk, useDeed } from '../asking.ts'
import { useDates } from '../dates.ts'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useLanguage } from '../session.ts'
import { useWords } from '../words/words.ts'

type Given = OutputOf<typeof myConsents>['consents'][number]
type Purpose = InputOf<typeof withdrawConsent>['purpose']

export function Consents() {
  const { consents: words } = useWords()
  const language = useLanguage()
  const given = useAsk<typeof myConsents>('identity.my-consents', {})
  const notice = useAsk<typeof noticeOf>('identity.notice-of', { language })
  const titles = new Map(notice.known?.items.map(({ purpose, title }) => [purpose, title]))
  // Newest first: the newest of a purpose is how it stands.
  const standing = given.known?.consents.filter(
    ({ purpose }, index, all) => all.findIndex((each) => each.purpose === purpose) === index,
  )
  return (
    <Screen name="consents" title={words.title} lead={words.lead}>
      <Trouble problem={given.problem} onAgain={given.again} />
      {standing?.length === 0 && <p className="empty">{words.empty}</p>}
      {standing?.map((one) => (
        <Line
          key={one.purpose}
          given={one}
          title={titles.get(one.purpose) ?? one.purpose}
          onDone={given.again}
        />
      ))}
    </Screen>
  )
}

function Line({
  given,
  title,
  onDone,
}: {
  readonly given: Given
  readonly title: string
  readonly onDone: () => void
}) {
  const { consents: words } = useWords()
  const { moment } = useDates()
  const [isAsking, setAsking] = useState(false)
  const deed = useDeed()
  const { purpose, givenAt, withdrawnAt } = given
  const withdraw = async () => {
    const input = { purpose: purpose as Purpose }
    const isDone = await deed.do((key) =>
      run<typeof withdrawConsent>('identity.withdraw-consent', input, key('withdraw')),
    )
    setAsking(false)
    if (isDone) onDone()
  }
  return (
    <section className="card given">
      <b>{title}</b>
      <p className="hint">
        {withdrawnAt ? words.withdrawn(moment(withdrawnAt)) : words.given(moment(givenAt))}
      </p>
      {!withdrawnAt && !isAsking && (
        <Button kind="plain" onPress={() => setAsking(true)}>
          {words.withdraw}
        </Button>
      )}
      {isAsking && (
        <>
          <p>{words.sure}</p>
          <div className="beside">
            <Button kind="quiet" busy={deed.busy} onPress={() => void withdraw()}>
              {words.confirm}
            </Button>
            <Button kind="plain" onPress={() => setAsking(false)}>
              {words.keep}
            </Button>
          </div>
        </>
      )}
      <Trouble problem={deed.problem} />
    </section>
  )
}
