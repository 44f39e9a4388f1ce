/** The agreement, signed with the code the signing service sent (SPEC §5.5). */
import { useEffect, useRef, useState } from 'react'
import type { signAgreement } from '#modules/documents'
import { run, useDeed } from '../asking.ts'
import { digitsOf, useChecks } from '../checks.ts'
import { heardSince, usePath, type Next } from '../next.ts'
import { Field } from '../parts/field.tsx'
import { PaperButton } from '../parts/paper.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { note } from '../trace.ts'
import { useWords } from '../words/words.ts'

const SILENT_MS = 30_000

export function Sign({ next }: { readonly next: Next }) {
  const { sign: words } = useWords()
  const { applicationId, agreement } = next.data
  const [code, setCode] = useState('')
  const { wrong, pass } = useChecks<'code'>()
  const deed = useDeed()
  const { isChecking, isRefused, await: wait, clear } = useVerdict()
  const submit = async () => {
    if (!pass({ code: !/^\d{4,8}$/.test(code) && words.wrong })) return
    const input = { applicationId: applicationId as never, code }
    const isAsked = await deed.do((key) =>
      run<typeof signAgreement>('documents.sign-agreement', input, key('sign')),
    )
    if (isAsked) wait()
  }
  return (
    <Screen
      name="sign"
      state={next.state}
      title={words.title}
      lead={words.lead}
      onSubmit={() => void submit()}
      go={isChecking ? words.checking : words.go}
      busy={deed.busy || isChecking}
    >
      {agreement && <PaperButton documentId={agreement.documentId}>{words.open}</PaperButton>}
      <Field
        name="code"
        label={words.label}
        error={wrong.code ?? (isRefused ? words.refused : undefined)}
        value={code}
        onType={(typed) => {
          deed.clear()
          clear()
          setCode(digitsOf(typed, 8))
        }}
        inputMode="numeric"
        autoComplete="one-time-code"
        isLarge
      />
      <Trouble problem={deed.problem} />
    </Screen>
  )
}

/** The service answers later: yes moves the application on, no is told on the live line. */
function useVerdict() {
  const { heard } = usePath()
  const [state, setState] = useState<'typing' | 'checking' | 'refused'>('typing')
  const since = useRef(0)
  useEffect(() => {
    if (state !== 'checking') return
    if (!heardSince(heard, since.current, 'documents.signing-code-refused')) return
    note('field-error', { field: 'code', code: 'refused' })
    setState('refused')
  }, [heard, state])
  useEffect(() => {
    if (state !== 'checking') return undefined
    const timer = setTimeout(() => setState('typing'), SILENT_MS)
    return () => clearTimeout(timer)
  }, [state])
  return {
    isChecking: state === 'checking',
    isRefused: state === 'refused',
    await: () => {
      since.current = heard.count
      setState('checking')
    },
    clear: () => setState('typing'),
  }
}
