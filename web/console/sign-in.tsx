/** The staff's way in: login, password and the six digits of their authenticator. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useRef, useState, type FormEvent } from 'react'
import type { signInStaff } from '#modules/gateway'
import { intentKey } from '#web/kit/door.ts'
import { Problem } from '#web/kit/problem.ts'
import { door, signedIn } from './session.ts'
import { Fault } from './states.tsx'

const CODE = /^\d{6}$/

export function SignIn({ isCustomer }: { readonly isCustomer: boolean }) {
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const intent = useRef(intentKey())
  const enter = useMutation({
    mutationFn: () =>
      door.run<typeof signInStaff>(
        'gateway.sign-in-staff',
        { login, password, totp },
        intent.current,
      ),
    onSuccess: signedIn,
    onError: () => setTotp(''),
    onSettled: () => {
      intent.current = intentKey()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  const isReady = login !== '' && password !== '' && CODE.test(totp)
  return (
    <main className="sign-in">
      <form className="card" onSubmit={submit}>
        <h1>
          Dhara <span lang="hi">धारा</span>
        </h1>
        <p className="page-says">
          {isCustomer
            ? 'This browser is signed in as a customer. Staff sign in here.'
            : 'Sign in to the console.'}
        </p>
        <Entry label="Login" value={login} onTyped={setLogin} autoComplete="username" isFirst />
        <Entry
          label="Password"
          value={password}
          onTyped={setPassword}
          autoComplete="current-password"
          isSecret
        />
        <Entry
          label="Code from your authenticator"
          value={totp}
          onTyped={(typed) => setTotp(typed.replaceAll(/\D/g, '').slice(0, 6))}
          autoComplete="one-time-code"
          isNumber
        />
        {enter.error ? <Refused error={enter.error} /> : null}
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          block
          disabled={!isReady}
          loading={enter.isPending}
        >
          Sign in
        </Button>
      </form>
    </main>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { code } = error instanceof Problem ? error : { code: '' }
  const says = {
    'wrong-credentials': 'That login, password and code do not go together. Try a fresh code.',
    locked: 'Too many wrong tries. This login is locked for a while.',
  }[code]
  if (says === undefined) return <Fault error={error} />
  return (
    <p className="field-wrong" role="alert">
      {says}
    </p>
  )
}

function Entry({
  label,
  value,
  onTyped,
  autoComplete,
  isSecret = false,
  isNumber = false,
  isFirst = false,
}: {
  readonly label: string
  readonly value: string
  readonly onTyped: (typed: string) => void
  readonly autoComplete: string
  readonly isSecret?: boolean
  readonly isNumber?: boolean
  readonly isFirst?: boolean
}) {
  const Control = isSecret ? Input.Password : Input
  return (
    <label className="form-field">
      {label}
      <Control
        size="large"
        name={autoComplete}
        value={value}
        autoComplete={autoComplete}
        autoFocus={isFirst}
        {...(isNumber && { inputMode: 'numeric' as const })}
        onChange={(event) => onTyped(event.target.value)}
      />
    </label>
  )
}
