/** The notice, and each purpose by itself with why beside it; nothing is ticked beforehand. */
import { useEffect, useState } from 'react'
import type { InputOf, OutputOf } from '#kernel/contract'
import type { giveConsents, noticeOf } from '#modules/identity'
import { run, useAsk, useDeed } from '../asking.ts'
import { useChecks } from '../checks.ts'
import { usePath, type Next } from '../next.ts'
import { Button } from '../parts/button.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { installId, useLanguage, VERSION } from '../session.ts'
import { note } from '../trace.ts'
import { useWords } from '../words/words.ts'

type Notice = OutputOf<typeof noticeOf>
type Item = Notice['items'][number]
type Purpose = InputOf<typeof giveConsents>['purposes'][number]

export function Consent({ next }: { readonly next: Next }) {
  const words = useWords()
  const language = useLanguage()
  const { look } = usePath()
  const notice = useAsk<typeof noticeOf>('identity.notice-of', { language })
  const [given, setGiven] = useState<ReadonlySet<Purpose>>(new Set())
  const { wrong, pass } = useChecks<'needed'>()
  const deed = useDeed()
  const { known } = notice
  const noticeId = known?.noticeId
  useEffect(() => {
    for (const { purpose } of known?.items ?? []) note('permission-asked', { field: purpose })
  }, [noticeId])
  const turn = (purpose: Purpose, isOn: boolean) => {
    deed.clear()
    const without = [...given].filter((each) => each !== purpose)
    setGiven(new Set(isOn ? [...without, purpose] : without))
  }
  const submit = async () => {
    if (!known) return
    const lacks = known.items.some(({ purpose, needed }) => needed && !given.has(purpose))
    if (!pass({ needed: lacks && words.consent.missing })) return
    await deed.do(async (key) => {
      const shown = { noticeId: known.noticeId, noticeVersion: known.version }
      const where = { language: known.language, installId, appVersion: VERSION }
      const input = { purposes: [...given], ...shown, ...where }
      await run<typeof giveConsents>('identity.give-consents', input, key('consents'))
      for (const { purpose } of known.items) {
        note('permission-answered', { field: purpose, code: given.has(purpose) ? 'yes' : 'no' })
      }
      await look()
    })
  }
  return (
    <Screen
      name="consent"
      state={next.state}
      title={known?.title ?? words.consent.title}
      lead={known?.intro}
      onSubmit={() => void submit()}
      foot={
        <>
          {wrong.needed && (
            <p className="wrong" role="alert">
              {wrong.needed}
            </p>
          )}
          <Button submits busy={deed.busy}>
            {words.consent.go}
          </Button>
        </>
      }
    >
      <Trouble problem={notice.problem} onAgain={notice.again} />
      {known && <Items notice={known} given={given} onTurn={turn} />}
      <Trouble problem={deed.problem} />
    </Screen>
  )
}

function Items({
  notice,
  given,
  onTurn,
}: {
  readonly notice: Notice
  readonly given: ReadonlySet<Purpose>
  readonly onTurn: (purpose: Purpose, isOn: boolean) => void
}) {
  const { consent } = useWords()
  const groups = [
    [consent.needed, notice.items.filter(({ needed }) => needed)],
    [consent.optional, notice.items.filter(({ needed }) => !needed)],
  ] as const
  return (
    <>
      {groups.map(([title, items]) => (
        <section key={title} className="group">
          <h2>{title}</h2>
          {items.map((item) => (
            <Line key={item.purpose} item={item} isOn={given.has(item.purpose)} onTurn={onTurn} />
          ))}
        </section>
      ))}
      <section className="group">
        <h2>{consent.rights}</h2>
        <p>{notice.rights}</p>
      </section>
    </>
  )
}

function Line({
  item,
  isOn,
  onTurn,
}: {
  readonly item: Item
  readonly isOn: boolean
  readonly onTurn: (purpose: Purpose, isOn: boolean) => void
}) {
  const { consent } = useWords()
  return (
    <div className="consent" data-on={isOn || undefined}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          name={item.purpose}
          onChange={(event) => onTurn(item.purpose, event.target.checked)}
        />
        <span>
          <b>{item.title}</b>
          <span className="why">{item.why}</span>
        </span>
      </label>
      <details>
        <summary>{consent.more}</summary>
        <p>
          <b>{consent.data}:</b> {item.data.join('; ')}
        </p>
        <p>
          <b>{consent.recipients}:</b> {item.recipients.join('; ')}
        </p>
      </details>
    </div>
  )
}
