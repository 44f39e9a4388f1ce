/**
 * The bank statement, through an Account Aggregator: the person's own choice, made here and
 * approved there. Nothing is worse without it (DL-12).
 */
import { useEffect } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { askStatement, myStatement } from '#modules/device'
import type { giveConsents, myConsents, noticeOf } from '#modules/identity'
import { run, useAsk, useDeed, type Asked } from '../asking.ts'
import { useDates } from '../dates.ts'
import { Button } from '../parts/button.tsx'
import { openOutside } from '../parts/outside.ts'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { installId, useLanguage, VERSION } from '../session.ts'
import { note } from '../trace.ts'
import { useWords } from '../words/words.ts'

type Known = NonNullable<OutputOf<typeof myStatement>['statement']>

const PURPOSE = 'bank-statement'
const LOOK_MS = 3000

export function Statement() {
  const { statement: words } = useWords()
  const asked = useAsk<typeof myStatement>('device.my-statement', {})
  const { known, problem, again } = asked
  const statement = known?.statement
  useLooking(statement, again)
  return (
    <Screen name="statement" title={words.title} lead={words.lead}>
      <Trouble problem={problem} onAgain={again} />
      {known && <Standing statement={statement} asked={asked} />}
    </Screen>
  )
}

/** The bank and the aggregator answer in their own time: seen as soon as they have. */
function useLooking(statement: Known | undefined, again: () => void): void {
  const isMoving = statement !== undefined && !isOver(statement)
  useEffect(() => {
    if (!isMoving) return undefined
    const timer = setInterval(again, LOOK_MS)
    return () => clearInterval(timer)
  }, [isMoving, again])
}

const isOver = ({ status }: Known): boolean =>
  status === 'fetched' || status === 'failed' || status === 'purged'

function Standing({
  statement,
  asked,
}: {
  readonly statement: Known | undefined
  readonly asked: Asked<OutputOf<typeof myStatement>>
}) {
  const { statement: words } = useWords()
  const { day } = useDates()
  if (!statement) return <Request onDone={asked.again} />
  const { status, approveAt, coversFrom, coversTo } = statement
  if (status === 'fetched') {
    return (
      <section className="card">
        <b>{words.have}</b>
        <p>{words.covers(day(coversFrom), day(coversTo))}</p>
        <p className="hint">{words.takeBack}</p>
      </section>
    )
  }
  if (isOver(statement)) {
    return (
      <>
        <p className="told">{status === 'failed' ? words.failed : words.purged}</p>
        <Request onDone={asked.again} />
      </>
    )
  }
  return (
    <>
      {approveAt !== undefined && (
        <Button onPress={() => openOutside(approveAt)}>{words.approve}</Button>
      )}
      <p className="told waits" role="status">
        {approveAt === undefined ? words.waiting : words.approveWhy}
      </p>
    </>
  )
}

/** One tap is one consent, for this alone, under the notice that says what and why. */
function Request({ onDone }: { readonly onDone: () => void }) {
  const { statement: words, consent } = useWords()
  const language = useLanguage()
  const notice = useAsk<typeof noticeOf>('identity.notice-of', { language })
  const given = useAsk<typeof myConsents>('identity.my-consents', {})
  const deed = useDeed()
  const item = notice.known?.items.find(({ purpose }) => purpose === PURPOSE)
  const isGiven = given.known?.consents.some(
    ({ purpose, withdrawnAt }) => purpose === PURPOSE && withdrawnAt === undefined,
  )
  const ask = async () => {
    const { known } = notice
    if (!known) return
    const isDone = await deed.do(async (key) => {
      if (!isGiven) {
        const shown = { noticeId: known.noticeId, noticeVersion: known.version }
        const where = { language: known.language, installId, appVersion: VERSION }
        const input = { purposes: [PURPOSE as typeof PURPOSE], ...shown, ...where }
        await run<typeof giveConsents>('identity.give-consents', input, key('consent'))
        note('permission-answered', { field: PURPOSE, code: 'yes' })
      }
      await run<typeof askStatement>('device.ask-statement', {}, key('ask'))
    })
    if (isDone) onDone()
  }
  return (
    <>
      {item && (
        <section className="card">
          <b>{item.title}</b>
          <p>{item.why}</p>
          <p className="hint">{`${consent.data}: ${item.data.join(', ')}`}</p>
          <p className="hint">{`${consent.recipients}: ${item.recipients.join(', ')}`}</p>
        </section>
      )}
      <Trouble problem={deed.problem ?? notice.problem ?? given.problem} />
      <Button busy={deed.busy} onPress={() => void ask()}>
        {isGiven ? words.ask : words.agreeAndAsk}
      </Button>
    </>
  )
}
