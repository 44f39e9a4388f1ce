/**
 * A form for any command, drawn from its input's schema. One intent has one Idempotency-Key: it is
 * kept while the same input is sent again, and made anew when the input changes.
 */
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState, type FormEvent } from 'react'
import { intentKey, type Ran } from '#web/kit/door.ts'
import { moneyText } from '#web/kit/figures.ts'
import { Problem } from '#web/kit/problem.ts'
import { draftOf, inputIn, type Draft, type FieldWords } from './draft.ts'
import { FormFields } from './form-fields.tsx'
import { Foresight } from './lending/foresight.tsx'
import type { CallMeta } from './meta.ts'
import { client, door } from './session.ts'
import { Fault } from './states.tsx'
import { titleOf } from './words.ts'

export function CommandForm({
  command,
  given = {},
  begin = {},
  onRan,
}: {
  readonly command: CallMeta
  /** What the page knows already, such as the thing it stands on; not asked again. */
  readonly given?: { readonly [field: string]: unknown }
  /** What the form begins with; it may be written over. */
  readonly begin?: { readonly [field: string]: unknown }
  readonly onRan: (ran: Ran) => void
}) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(command.input, { ...begin, ...given }))
  const [wrong, setWrong] = useState<FieldWords>({})
  const intent = useRef({ body: '', key: '' })
  const run = useMutation({
    mutationFn: (input: unknown) => {
      const body = JSON.stringify(input)
      if (intent.current.body !== body) intent.current = { body, key: intentKey() }
      return door.run(command.name, input as never, intent.current.key)
    },
    onSuccess: (ran) => {
      intent.current = { body: '', key: '' }
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' })
      onRan(ran as Ran)
    },
    onError: (error) => {
      if (!(error instanceof Problem)) return
      setWrong(Object.fromEntries(error.fields.map(({ path, message }) => [path, message])))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { input, wrong: found } = inputIn(command.input, draft)
    setWrong(found)
    if (Object.keys(found).length === 0) run.mutate(input)
    else focusFirst(event.currentTarget as HTMLFormElement)
  }
  return (
    <form className="command-form" onSubmit={submit} noValidate>
      <FormFields schema={command.input} {...{ draft, wrong, given }} onDraft={setDraft} />
      <Foresight command={command.name} input={inputIn(command.input, draft).input} />
      <Notes command={command} />
      {run.error ? <Fault error={run.error} /> : null}
      <Button type="primary" htmlType="submit" loading={run.isPending}>
        {command.fourEyes === true ? `Propose: ${titleOf(command.name)}` : titleOf(command.name)}
      </Button>
    </form>
  )
}

/** What will happen, and who else will see it, before it is pressed. */
function Notes({ command }: { readonly command: CallMeta }) {
  const { fourEyes, upTo } = command
  if (!fourEyes && upTo === undefined) return null
  return (
    <p className="form-note">
      {fourEyes === true
        ? 'It takes effect when a second person approves it; both names are kept. '
        : ''}
      {upTo === undefined ? '' : `You may decide up to ${moneyText(upTo)}.`}
      {upTo !== undefined && fourEyes === 'above-band'
        ? ' More than that a second person approves.'
        : ''}
    </p>
  )
}

function focusFirst(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
