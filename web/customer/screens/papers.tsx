/** The papers of a person, and a new one of a loan when they want it (SPEC §13.1, 5 to 7). */
import { useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import { parts } from '#kernel/dates'
import type { mine } from '#modules/documents'
import type { askPaper } from '#modules/lending'
import { run, useAsk, useDeed } from '../asking.ts'
import { useDates } from '../dates.ts'
import { usePath, type Loan } from '../next.ts'
import { PaperChip } from '../parts/paper.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useLanguage } from '../session.ts'
import { NAMES, useWords } from '../words/words.ts'

type Own = OutputOf<typeof mine>['documents'][number]
/** A paper, as each file it is of. */
type Sheet = readonly [Own, ...Own[]]

const LOOK_MS = 2000

/** All of theirs; of one loan where `loanId` names it. */
export function Papers({
  loan,
  loanId,
}: {
  readonly loan: Loan | undefined
  readonly loanId?: string
}) {
  const { papers: words, app } = useWords()
  const { heard } = usePath()
  const asked = useAsk<typeof mine>('documents.mine', {}, { fresh: heard.count })
  const { known, problem, again } = asked
  const papers = known?.documents.filter((own) => loanId === undefined || own.loanId === loanId)
  return (
    <Screen name="documents" title={words.title} lead={words.lead}>
      {loan?.loanId && <Asking loan={loan} papers={papers ?? []} onLook={again} />}
      <Trouble problem={problem} onAgain={again} />
      {!papers && !problem && (
        <p className="told waits" role="status">
          {app.loading}
        </p>
      )}
      {papers?.length === 0 && <p className="empty">{words.empty}</p>}
      <ol className="schedule papers">
        {sheetsOf(papers ?? []).map((sheet) => (
          <Line key={sheet[0].documentId} sheet={sheet} />
        ))}
      </ol>
    </Screen>
  )
}

/** PDF and CSV of one order are one paper. */
function sheetsOf(papers: readonly Own[]): Sheet[] {
  const isFirst = (own: Own) =>
    own.paperId === undefined || own === papers.find(({ paperId }) => paperId === own.paperId)
  return papers.filter(isFirst).map((own) => {
    const others = papers.filter(
      (other) => other !== own && own.paperId !== undefined && other.paperId === own.paperId,
    )
    const [first = own, ...rest] = [own, ...others].toSorted((a, b) =>
      b.format.localeCompare(a.format),
    )
    return [first, ...rest]
  })
}

function Line({ sheet }: { readonly sheet: Sheet }) {
  const { papers: words } = useWords()
  const { moment } = useDates()
  const { kind, madeAt, language } = sheet[0]
  return (
    <li>
      <b>{words.kinds[kind]}</b>
      <p className="hint">
        {`${moment(madeAt)} · `}
        <span lang={language}>{NAMES[language]}</span>
      </p>
      <div className="beside">
        {sheet.map(({ documentId, format }) => (
          <PaperChip key={documentId} name={words.kinds[kind]} {...{ documentId, format }} />
        ))}
      </div>
    </li>
  )
}

type Wanted = { readonly paper: Own['kind']; readonly from?: string; readonly year?: string }

/** One tap has it written, in the language the app speaks. */
function Asking({
  loan,
  papers,
  onLook,
}: {
  readonly loan: Loan
  readonly papers: readonly Own[]
  readonly onLook: () => void
}) {
  const { papers: words } = useWords()
  const language = useLanguage()
  const deed = useDeed()
  const [awaited, setAwaited] = useState<string>()
  const written = papers.filter(({ paperId }) => awaited !== undefined && paperId === awaited)
  const [sheet] = sheetsOf(written)
  const isWriting = awaited !== undefined && !sheet
  useEffect(() => {
    if (!isWriting) return undefined
    const timer = setInterval(onLook, LOOK_MS)
    return () => clearInterval(timer)
  }, [isWriting, onLook])
  const ask = async ({ paper, from }: Wanted) => {
    setAwaited(undefined)
    deed.clear()
    await deed.do(async (key) => {
      const input = { loanId: loan.loanId, paper, ...(from && { from }), language }
      const made = await run<typeof askPaper>('lending.ask-paper', input as never, key('paper'))
      setAwaited(made.paperId)
      onLook()
    })
  }
  return (
    <section className="group">
      <h2>{words.ask}</h2>
      <div className="beside">
        {wantedOf(loan).map((wanted) => (
          <button
            type="button"
            className="chip"
            key={`${wanted.paper}${wanted.from}`}
            disabled={deed.busy || isWriting}
            onClick={() => void ask(wanted)}
          >
            {[words.kinds[wanted.paper], wanted.year].filter(Boolean).join(' ')}
          </button>
        ))}
      </div>
      <Trouble problem={deed.problem} />
      {isWriting && (
        <p className="told waits" role="status">
          {words.writing}
        </p>
      )}
      {sheet && (
        <ol className="schedule papers card">
          <Line sheet={sheet} />
        </ol>
      )}
    </section>
  )
}

const RUNNING: readonly Wanted[] = [{ paper: 'foreclosure-letter' }, { paper: 'welcome-letter' }]

/** A certificate of interest is of a financial year: this one, and the last if there was one. */
function wantedOf({ on, status, schedule = [] }: Loan): Wanted[] {
  const { year, month } = parts(on ?? schedule[0]?.dueOn ?? ('2000-04-01' as never))
  const april = month >= 4 ? year : year - 1
  const yearOf = (first: number): Wanted => ({
    paper: 'interest-certificate',
    from: `${first}-04-01`,
    year: `${first}–${String(first + 1).slice(2)}`,
  })
  const [first] = schedule
  const wasBefore = first !== undefined && first.dueOn < `${april}-04-01`
  return [
    { paper: 'statement' },
    { paper: 'schedule' },
    yearOf(april),
    ...(wasBefore ? [yearOf(april - 1)] : []),
    ...(status === 'active' ? RUNNING : []),
  ]
}
