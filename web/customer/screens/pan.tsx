/** The tax number, by which the law and the bureau know a person. */
import { useState } from 'react'
import type { keepPan } from '#modules/identity'
import { run, useDeed } from '../asking.ts'
import { capitalsOf, isPan, useChecks } from '../checks.ts'
import { usePath, type Next } from '../next.ts'
import { Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { useWords } from '../words/words.ts'

export function Pan({ next }: { readonly next: Next }) {
  const { pan: words } = useWords()
  const [pan, setPan] = useState('')
  const { wrong, pass } = useChecks<'pan'>()
  const { look } = usePath()
  const deed = useDeed()
  const submit = async () => {
    if (!pass({ pan: !isPan(pan) && words.wrong })) return
    await deed.do(async (key) => {
      await run<typeof keepPan>('identity.keep-pan', { pan }, key('pan'))
      await look()
    })
  }
  return (
    <Screen
      name="pan"
      state={next.state}
      title={words.title}
      lead={words.why}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      {next.data.problem && !deed.problem && <p className="told">{words.refused}</p>}
      <Field
        name="pan"
        label={words.label}
        hint={words.hint}
        error={wrong.pan}
        value={pan}
        onType={(typed) => {
          deed.clear()
          setPan(capitalsOf(typed, 10))
        }}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        isLarge
      />
      <Trouble problem={deed.problem} />
    </Screen>
  )
}
