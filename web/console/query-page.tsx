/** `/<module>/q/<query>`: any query as a form, its answer drawn by its schema. */
import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useState, type FormEvent } from 'react'
import { timeText } from '#web/kit/figures.ts'
import { Problem } from '#web/kit/problem.ts'
import { draftOf, inputIn, type Draft, type FieldWords } from './draft.ts'
import { NotYours } from './entity-list.tsx'
import { FormFields } from './form-fields.tsx'
import { queryNamed, useMeta, type CallMeta } from './meta.ts'
import { PageHead } from './page-head.tsx'
import { fieldsOf, isRequired } from './schema.ts'
import { door } from './session.ts'
import { Fault, Waiting } from './states.tsx'
import { Fields } from './value.tsx'
import { titleOf, worded } from './words.ts'

export function QueryPage() {
  const { module = '', query: tail = '' } = useParams({ strict: false })
  const query = queryNamed(useMeta(), `${module}.${tail}`)
  if (!query) return <NotYours what={`${module}/q/${tail}`} />
  return <OneQuery key={query.name} query={query} />
}

function OneQuery({ query }: { readonly query: CallMeta }) {
  const { name, input, output, method } = query
  const [draft, setDraft] = useState<Draft>(() => draftOf(input, {}))
  const [wrong, setWrong] = useState<FieldWords>({})
  const ask = useMutation({
    mutationFn: async (question: unknown) => ({
      answer: await door.ask(name, question as never, { posted: method === 'POST' }),
      askedAt: new Date().toISOString(),
    }),
    onError: (error) => {
      if (!(error instanceof Problem)) return
      setWrong(Object.fromEntries(error.fields.map(({ path, message }) => [path, message])))
    },
  })
  const { mutate } = ask
  const needsNothing = fieldsOf(input).every(([field]) => !isRequired(input, field))
  useEffect(() => {
    if (needsNothing) mutate({})
  }, [needsNothing, mutate])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = inputIn(input, draft)
    setWrong(read.wrong)
    if (Object.keys(read.wrong).length === 0) mutate(read.input)
  }
  const module = name.split('.')[0] ?? ''
  const hasFields = fieldsOf(input).length > 0
  return (
    <>
      <PageHead title={titleOf(name)} crumbs={[{ says: worded(module), to: `/${module}` }]} />
      <form className="card question" onSubmit={submit} noValidate>
        {hasFields ? <FormFields schema={input} {...{ draft, wrong }} onDraft={setDraft} /> : null}
        <Button type={hasFields ? 'primary' : 'default'} htmlType="submit" loading={ask.isPending}>
          {hasFields ? 'Ask' : 'Ask again'}
        </Button>
      </form>
      {ask.isPending && !ask.data ? <Waiting /> : null}
      {ask.error ? <Fault error={ask.error} /> : null}
      {ask.data ? (
        <section className="card answer" aria-live="polite">
          <p className="as-of">As of {timeText(ask.data.askedAt)}</p>
          <Fields schema={output} value={ask.data.answer as { [field: string]: unknown }} />
        </section>
      ) : null}
    </>
  )
}
