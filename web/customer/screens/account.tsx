/** Where the money goes: an account of their own (DL-06), kept first, then used. */
import { useState, type ReactNode } from 'react'
import type { Id } from '#kernel/ids'
import type { keepAccount } from '#modules/identity'
import type { useAccount as acceptAccount } from '#modules/lending'
import { run, useDeed } from '../asking.ts'
import { capitalsOf, digitsOf, isIfsc, useChecks } from '../checks.ts'
import { usePath, type Next } from '../next.ts'
import { Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useWords } from '../words/words.ts'

const DIGITS_MAX = 20
const capitals = { autoCapitalize: 'characters', autoComplete: 'off', spellCheck: false } as const
const digits = { inputMode: 'numeric', autoComplete: 'off' } as const

export function Account({ next }: { readonly next: Next }) {
  const { look } = usePath()
  const give = async (accountId: Id<'acc'>, key: string) => {
    await run<typeof acceptAccount>('lending.use-account', { accountId }, key)
    await look()
  }
  const { state, data } = next
  return <Giving state={state} isRefused={data.problem !== undefined} onGive={give} />
}

type Given = {
  readonly state?: string
  /** The one they gave before did not work. */
  readonly isRefused: boolean
  readonly onGive: (accountId: Id<'acc'>, key: string) => Promise<void>
  /** What the account is for, where it isn't the one the money goes to. */
  readonly asks?: { readonly title: string; readonly why: string }
  readonly below?: ReactNode
}

/** An account is kept, and then used for a loan or a draw. */
export function Giving({ state, isRefused, onGive, asks, below }: Given) {
  const { account: words } = useWords()
  const [number, setNumber] = useState('')
  const [again, setAgain] = useState('')
  const [ifsc, setIfsc] = useState('')
  const { wrong, pass } = useChecks<'number' | 'again' | 'ifsc'>()
  const deed = useDeed()
  const submit = async () => {
    const isGood = pass({
      number: number.length < 6 && words.numberWrong,
      again: again !== number && words.differs,
      ifsc: !isIfsc(ifsc) && words.ifscWrong,
    })
    if (!isGood) return
    await deed.do(async (key) => {
      const input = { accountNumber: number, ifsc }
      const kept = await run<typeof keepAccount>('identity.keep-account', input, key('keep'))
      await onGive(kept.accountId, key('use'))
    })
  }
  const typing = (set: (text: string) => void) => (typed: string) => {
    deed.clear()
    set(typed)
  }
  return (
    <Screen
      name="account"
      {...(state !== undefined && { state })}
      title={asks?.title ?? words.title}
      lead={asks?.why ?? words.why}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      {isRefused && !deed.problem && <p className="told">{words.refused}</p>}
      <Field
        name="number"
        label={words.number}
        error={wrong.number}
        value={number}
        onType={typing((typed) => setNumber(digitsOf(typed, DIGITS_MAX)))}
        {...digits}
      />
      <Field
        name="again"
        label={words.again}
        error={wrong.again}
        value={again}
        onType={typing((typed) => setAgain(digitsOf(typed, DIGITS_MAX)))}
        {...digits}
      />
      <Field
        name="ifsc"
        label={words.ifsc}
        hint={words.ifscHint}
        error={wrong.ifsc}
        value={ifsc}
        onType={typing((typed) => setIfsc(capitalsOf(typed, 11)))}
        {...capitals}
      />
      <Trouble problem={deed.problem} />
      {below}
    </Screen>
  )
}
