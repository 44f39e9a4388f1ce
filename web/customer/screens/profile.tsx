/** Who they are, what they do, where they live (DL-02): three short pages, sent at the end. */
import { useState } from 'react'
import type { InputOf } from '#kernel/contract'
import type { keepProfile } from '#modules/identity'
import { paiseOf } from '#web/kit/figures.ts'
import { run, useDeed } from '../asking.ts'
import { dayOf, digitsOf, grouped, isEmail, isName, useChecks } from '../checks.ts'
import { usePath, type Next } from '../next.ts'
import { Choice, Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { go, usePlace } from '../place.ts'
import { phone } from '../session.ts'
import { useWords } from '../words/words.ts'

type Input = InputOf<typeof keepProfile>
type Draft = {
  readonly name: string
  readonly day: string
  readonly month: string
  readonly year: string
  readonly gender?: Input['gender']
  readonly occupation?: Input['occupation']
  readonly employer: string
  readonly income: string
  readonly address: string
  readonly pinCode: string
  readonly email: string
}
type PageProps = {
  readonly draft: Draft
  readonly set: (more: Partial<Draft>) => void
  readonly state: string
}

const empty = { name: '', day: '', month: '', year: '', employer: '', income: '' }
const blank: Draft = { ...empty, address: '', pinCode: '', email: '' }
/** Lives as long as the page, for whose it is: it is not left in the browser's store. */
let kept = { of: '', draft: blank }

export function Profile({ next: { state } }: { readonly next: Next }) {
  const place = usePlace()
  const of = phone.use() ?? ''
  const [draft, setDraft] = useState(kept.of === of ? kept.draft : blank)
  const set = (more: Partial<Draft>) => {
    kept = { of, draft: { ...draft, ...more } }
    setDraft(kept.draft)
  }
  const page = { draft, set, state }
  if (place === 'profile-home' && draft.income !== '') return <Home {...page} />
  if (place.startsWith('profile-') && draft.name !== '') return <Work {...page} />
  return <Who {...page} />
}

function Who({ draft, set, state }: PageProps) {
  const { profile: words } = useWords()
  const { wrong, pass } = useChecks<'name' | 'born' | 'gender'>()
  const { name, day, month, year, gender } = draft
  const submit = () => {
    const isGood = pass({
      name: !isName(name) && words.nameWrong,
      born: !dayOf(day, month, year) && words.bornWrong,
      gender: !gender && words.choose,
    })
    if (isGood) go('profile-work')
  }
  const genders = Object.entries(words.genders) as [Input['gender'], string][]
  return (
    <Screen
      name="profile"
      state={state}
      title={words.whoTitle}
      lead={words.whoWhy}
      onSubmit={submit}
      go={words.go}
    >
      <Field
        name="name"
        label={words.name}
        value={name}
        error={wrong.name}
        onType={(typed) => set({ name: typed.slice(0, 100) })}
        autoComplete="name"
      />
      <fieldset className="born" data-wrong={wrong.born ? true : undefined}>
        <legend>{words.born}</legend>
        <Part
          name="day"
          label={words.day}
          value={day}
          max={2}
          onType={(typed) => set({ day: typed })}
        />
        <Part
          name="month"
          label={words.month}
          value={month}
          max={2}
          onType={(typed) => set({ month: typed })}
        />
        <Part
          name="year"
          label={words.year}
          value={year}
          max={4}
          onType={(typed) => set({ year: typed })}
        />
        {wrong.born && (
          <p className="wrong" role="alert">
            {wrong.born}
          </p>
        )}
      </fieldset>
      <Choice
        label={words.gender}
        options={genders}
        value={gender}
        onChoose={(chosen) => set({ gender: chosen })}
        error={wrong.gender}
        layout="row"
      />
    </Screen>
  )
}

function Part(field: {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly max: number
  readonly onType: (typed: string) => void
}) {
  const { name, label, value, max, onType } = field
  return (
    <Field
      name={name}
      label={label}
      value={value}
      onType={(typed) => onType(digitsOf(typed, max))}
      inputMode="numeric"
      placeholder={max === 4 ? '1994' : '05'}
      autoComplete="off"
    />
  )
}

function Work({ draft, set, state }: PageProps) {
  const { profile: words } = useWords()
  const { wrong, pass } = useChecks<'occupation' | 'income'>()
  const { occupation, employer, income } = draft
  const submit = () => {
    const isGood = pass({
      occupation: !occupation && words.choose,
      income: paiseOf(income) === undefined && words.incomeWrong,
    })
    if (isGood) go('profile-home')
  }
  const occupations = Object.entries(words.occupations) as [Input['occupation'], string][]
  return (
    <Screen
      name="profile-work"
      state={state}
      title={words.workTitle}
      lead={words.workWhy}
      onSubmit={submit}
      go={words.go}
    >
      <Choice
        label={words.occupation}
        options={occupations}
        value={occupation}
        onChoose={(chosen) => set({ occupation: chosen })}
        error={wrong.occupation}
        layout="row"
      />
      {occupation === 'salaried' && (
        <Field
          name="employer"
          label={words.employer}
          value={employer}
          onType={(typed) => set({ employer: typed.slice(0, 100) })}
          autoComplete="organization"
        />
      )}
      <Field
        name="income"
        label={words.income}
        hint={words.incomeHint}
        error={wrong.income}
        value={income}
        onType={(typed) => set({ income: grouped(typed) })}
        before="₹"
        inputMode="numeric"
        autoComplete="off"
        isLarge
      />
    </Screen>
  )
}

function Home({ draft, set, state }: PageProps) {
  const { profile: words } = useWords()
  const { wrong, pass } = useChecks<'address' | 'pinCode' | 'email'>()
  const { look } = usePath()
  const deed = useDeed()
  const { address, pinCode, email } = draft
  const change = (more: Partial<Draft>) => {
    deed.clear()
    set(more)
  }
  const submit = async () => {
    const isGood = pass({
      address: address.trim().length < 4 && words.addressWrong,
      pinCode: !/^[1-9]\d{5}$/.test(pinCode) && words.pinWrong,
      email: email !== '' && !isEmail(email) && words.emailWrong,
    })
    if (!isGood) return
    await deed.do(async (key) => {
      await run<typeof keepProfile>('identity.keep-profile', inputOf(draft), key('profile'))
      kept = { of: '', draft: blank }
      await look()
      go('', { replace: true })
    })
  }
  return (
    <Screen
      name="profile-home"
      state={state}
      title={words.homeTitle}
      lead={words.homeWhy}
      onSubmit={() => void submit()}
      go={words.go}
      busy={deed.busy}
    >
      <Field
        name="address"
        label={words.address}
        error={wrong.address}
        value={address}
        onType={(typed) => change({ address: typed.slice(0, 300) })}
        autoComplete="street-address"
      />
      <Field
        name="pinCode"
        label={words.pinCode}
        error={wrong.pinCode}
        value={pinCode}
        onType={(typed) => change({ pinCode: digitsOf(typed, 6) })}
        inputMode="numeric"
        autoComplete="postal-code"
      />
      <Field
        name="email"
        label={words.email}
        error={wrong.email}
        value={email}
        onType={(typed) => change({ email: typed.trim() })}
        type="email"
        autoComplete="email"
      />
      <Trouble problem={deed.problem} />
    </Screen>
  )
}

function inputOf(draft: Draft): Input {
  const { name, day, month, year, gender, occupation, employer, income, address, ...rest } = draft
  const isSalaried = occupation === 'salaried' && employer.trim() !== ''
  return {
    name: name.trim(),
    birthDate: dayOf(day, month, year) as string,
    gender: gender as Input['gender'],
    occupation: occupation as Input['occupation'],
    ...(isSalaried && { employer: employer.trim() }),
    monthlyIncome: paiseOf(income) as Input['monthlyIncome'],
    address: address.trim(),
    pinCode: rest.pinCode,
    ...(rest.email && { email: rest.email }),
  }
}
