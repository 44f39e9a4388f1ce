/** What a trigger sends: an approved template, its places filled from the fact. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { door } from '../session.ts'
import { labelOf } from '../words.ts'
import type { CountableField } from './ask.ts'
import { FieldChoice } from './conditions.tsx'
import { FormRow } from './form-row.tsx'
import { fitting, placesIn, type Place } from './places.ts'

type Template = { readonly name: string; readonly category: string; readonly body: string }

const TEMPLATES_MAX = 100

export type Message = {
  readonly template: string
  readonly places: readonly Place[]
  readonly chosen: { readonly [place: string]: string }
}
export const noMessage: Message = { template: '', places: [], chosen: {} }

export function MessageFields({
  message,
  fields,
  onMessage,
}: {
  readonly message: Message
  readonly fields: readonly CountableField[]
  readonly onMessage: (message: Message) => void
}) {
  const { template, places, chosen } = message
  const told = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) =>
      door.get<{ rows: readonly Template[] }>(
        '/v1/comms/template/list',
        { filter: { language: 'en' }, sort: 'name', limit: TEMPLATES_MAX },
        { signal },
      ),
    staleTime: Infinity,
  })
  // A code is made for who asks for it: none of them is sent by what happens.
  const offered = (told.data?.rows ?? []).filter(({ category }) => category !== 'otp')
  const own = offered.find(({ name }) => name === template)
  return (
    <>
      <FormRow says="Template" {...(own && { note: noteOf(own) })}>
        <Select
          showSearch
          aria-label="Template"
          loading={told.isPending}
          value={template === '' ? null : template}
          options={offered.map(({ name }) => ({ value: name, label: labelOf(name) }))}
          onChange={(name: string | null) => {
            const body = offered.find((one) => one.name === name)?.body ?? ''
            onMessage({ template: name ?? '', places: placesIn(body), chosen: {} })
          }}
        />
      </FormRow>
      {places.map((place) => {
        const fit = fitting(place, fields)
        const says = `${labelOf(place.name)} in the message`
        return (
          <FormRow
            key={place.name}
            says={says}
            {...(fit.length === 0 && { note: `The fact has no ${place.kind} to put there.` })}
          >
            <FieldChoice
              says={says}
              fields={fit}
              value={chosen[place.name] ?? ''}
              onChange={(path) =>
                onMessage({ ...message, chosen: { ...chosen, [place.name]: path ?? '' } })
              }
            />
          </FormRow>
        )
      })}
    </>
  )
}

const noteOf = ({ body, category }: Template): string =>
  category === 'promotional' ? `${body} Only to those who agreed to promotions.` : body
