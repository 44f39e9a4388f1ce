/** Paying now: how much, then the payment service's page, then the receipt. */
import { useEffect, useState } from 'react'
import type { Id } from '#kernel/ids'
import type { Money } from '#kernel/money'
import type { linkOf, payNow } from '#modules/payments'
import { paiseOf, roundMoneyText } from '#web/kit/figures.ts'
import { run, useAsk, useDeed } from '../asking.ts'
import { grouped, useChecks } from '../checks.ts'
import { heardSince, usePath, type Loan } from '../next.ts'
import { Choice, Field } from '../parts/field.tsx'
import { closeOutside, openOutside } from '../parts/outside.ts'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go } from '../place.ts'
import { useWords } from '../words/words.ts'
import { owedOf } from '../parts/owing.tsx'

type Link = { readonly linkId: Id<'lnk'>; readonly amount: Money; readonly since: number }
type Which = 'due' | 'next' | 'close' | 'other'

const ASK_MS = 700

export function Pay({ loan }: { readonly loan: Loan }) {
  const [link, setLink] = useState<Link>()
  return link ? (
    <Paying link={link} onAgain={() => setLink(undefined)} />
  ) : (
    <HowMuch loan={loan} onLink={setLink} />
  )
}

/** What may be paid in one tap, each once: what is due, the next EMI, all of it. */
function choicesOf(loan: Loan): { readonly [which in Which]?: Money } {
  const owed = owedOf(loan)
  const { nextDueAmount, payoff } = loan
  return {
    ...(owed > 0 && { due: owed }),
    ...(nextDueAmount && { next: nextDueAmount }),
    ...(payoff && { close: payoff }),
  }
}

function HowMuch({ loan, onLink }: { readonly loan: Loan; readonly onLink: (link: Link) => void }) {
  const { pay: words } = useWords()
  const { heard } = usePath()
  const amounts = choicesOf(loan)
  const [which, setWhich] = useState<Which>()
  const [typed, setTyped] = useState('')
  const { wrong, pass } = useChecks<'which' | 'amount'>()
  const deed = useDeed()
  const amount = which === 'other' ? paiseOf(typed) : which && amounts[which]
  const submit = async () => {
    const isWrong = which === 'other' && !amount
    if (!pass({ which: !which && words.choose, amount: isWrong && words.wrong })) return
    if (!amount || !loan.loanId) return
    const { count: since } = heard
    const input = { loanId: loan.loanId, amount }
    await deed.do(async (key) => {
      const { linkId } = await run<typeof payNow>('payments.pay-now', input, key('pay'))
      onLink({ linkId, amount, since })
    })
  }
  const options = (['due', 'next', 'close'] as const).flatMap((each) => {
    const of = amounts[each]
    return of ? [[each, words[each], roundMoneyText(of)] as const] : []
  })
  return (
    <Screen
      name="pay"
      title={words.title}
      onSubmit={() => void submit()}
      go={words.go(amount ? roundMoneyText(amount) : '')}
      busy={deed.busy}
    >
      <Choice<Which>
        label=""
        options={[...options, ['other', words.other] as const]}
        value={which}
        onChoose={(chosen) => {
          deed.clear()
          setWhich(chosen)
        }}
        error={wrong.which}
      />
      {which === 'other' && (
        <Field
          name="amount"
          label={words.other}
          error={wrong.amount}
          value={typed}
          onType={(text) => {
            deed.clear()
            setTyped(grouped(text))
          }}
          before="₹"
          inputMode="numeric"
          autoComplete="off"
          isLarge
        />
      )}
      <Trouble problem={deed.problem} />
    </Screen>
  )
}

function Paying({ link, onAgain }: { readonly link: Link; readonly onAgain: () => void }) {
  const { pay: words } = useWords()
  const { heard } = usePath()
  const [turn, setTurn] = useState(0)
  const input = { linkId: link.linkId }
  const asked = useAsk<typeof linkOf>('payments.link-of', input, { fresh: turn + heard.count })
  const { payAt, status } = asked.known ?? {}
  const isPaid = status === 'paid' || heardSince(heard, link.since, 'payments.payment-received')
  const isOver = isPaid || status === 'failed'
  useEffect(() => {
    if (isOver) return closeOutside()
    const timer = setInterval(() => setTurn((n) => n + 1), ASK_MS)
    return () => clearInterval(timer)
  }, [isOver])
  if (isPaid) return <Received amount={link.amount} />
  if (status === 'failed') {
    return <Screen name="pay-failed" title={words.failed} onSubmit={onAgain} go={words.open} />
  }
  return (
    <Screen
      name="pay-link"
      title={payAt ? words.ready : words.going}
      lead={payAt && words.waiting}
      onSubmit={() => payAt && openOutside(payAt)}
      go={payAt ? words.open : words.going}
      busy={!payAt}
    >
      <p className="huge">{roundMoneyText(link.amount)}</p>
      <Trouble problem={asked.problem} />
    </Screen>
  )
}

function Received({ amount }: { readonly amount: Money }) {
  const { pay: words } = useWords()
  const { look } = usePath()
  const home = async () => {
    await look()
    go('', { replace: true })
  }
  return (
    <Screen
      name="paid"
      title={words.done(roundMoneyText(amount))}
      lead={words.doneWhy}
      onSubmit={() => void home()}
      go={words.home}
    >
      <p className="huge good">
        <span aria-hidden="true" className="mark">
          ✓
        </span>
        {roundMoneyText(amount)}
      </p>
    </Screen>
  )
}
