/** From the first tap to a session: welcome, number, code. */
import { useEffect, useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { signIn } from '#modules/gateway'
import type { requestOtp } from '#modules/identity'
import { run, useDeed } from '../asking.ts'
import { digitsOf, isPhone, phoneOf, useChecks } from '../checks.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Screen } from '../parts/screen.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { back, go, usePlace } from '../place.ts'
import { ended, installId, phone, token, useLanguage } from '../session.ts'
import { useWords } from '../words/words.ts'

type Otp = OutputOf<typeof requestOtp>

export function SignIn() {
  const place = usePlace()
  const [otp, setOtp] = useState<Otp>()
  const hasEnded = ended.use() === 'yes'
  if (place === 'code' && otp) return <Code otp={otp} onNew={setOtp} />
  if (place === 'phone' || place === 'code' || hasEnded) return <Phone onSent={setOtp} />
  return <Welcome />
}

function Welcome() {
  const { welcome } = useWords()
  return (
    <Screen
      name="welcome"
      title={welcome.title}
      lead={welcome.lead}
      onSubmit={() => go('phone')}
      go={welcome.go}
    >
      <River />
      <ul className="points">
        {welcome.points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <p className="hint">{welcome.lender}</p>
    </Screen>
  )
}

/** Dhara is a stream: the one picture of the app. */
const River = () => (
  <svg className="river" viewBox="0 0 400 120" aria-hidden="true">
    <path d="M0 40C70 5 120 75 200 40s130 10 200-20v100H0z" opacity=".25" />
    <path d="M0 65C70 30 120 100 200 65s130 10 200-20v75H0z" opacity=".45" />
    <path d="M0 90C70 55 120 125 200 90s130 10 200-20v50H0z" />
  </svg>
)

function useSending(onSent: (otp: Otp) => void) {
  const deed = useDeed()
  const language = useLanguage()
  const send = async (number: string): Promise<boolean> =>
    deed.do(async (key) => {
      const input = { phone: number, language, installId }
      onSent(await run<typeof requestOtp>('identity.request-otp', input, key('otp')))
    })
  return { deed, send }
}

function Phone({ onSent }: { readonly onSent: (otp: Otp) => void }) {
  const words = useWords()
  const [number, setNumber] = useState(phone.get() ?? '')
  const { wrong, pass } = useChecks<'phone'>()
  const { deed, send } = useSending(onSent)
  const hasEnded = ended.use() === 'yes'
  const submit = async () => {
    if (!pass({ phone: !isPhone(number) && words.phone.wrong })) return
    phone.set(number)
    if (!(await send(number))) return
    ended.set(undefined)
    go('code')
  }
  return (
    <Screen
      name="phone"
      title={words.phone.title}
      lead={words.phone.why}
      onSubmit={() => void submit()}
      go={words.phone.go}
      busy={deed.busy}
    >
      {hasEnded && <p className="told">{words.faults.ended}</p>}
      <Field
        name="phone"
        label={words.phone.label}
        hint={words.phone.hint}
        error={wrong.phone}
        value={number}
        onType={(typed) => {
          deed.clear()
          setNumber(phoneOf(typed))
        }}
        before="+91"
        inputMode="tel"
        autoComplete="tel-national"
        isLarge
      />
      <Trouble problem={deed.problem} />
    </Screen>
  )
}

function Code({ otp, onNew }: { readonly otp: Otp; readonly onNew: (otp: Otp) => void }) {
  const words = useWords()
  const [code, setCode] = useState('')
  const [isSent, setSent] = useState(false)
  const { wrong, pass } = useChecks<'code'>()
  const deed = useDeed()
  const again = useSending(onNew)
  const number = phone.use() ?? ''
  const submit = async (typed = code) => {
    if (!pass({ code: typed.length !== otp.digits && words.code.wrong })) return
    await deed.do(async (key) => {
      const input = { otpId: otp.otpId, code: typed, installId }
      const session = await run<typeof signIn>('gateway.sign-in', input, key('sign-in'))
      go('', { replace: true })
      token.set(session.token)
    })
  }
  // All digits are there: nothing is left to decide.
  useEffect(() => {
    if (code.length === otp.digits) void submit(code)
  }, [code])
  const resend = async () => {
    deed.clear()
    setCode('')
    setSent(await again.send(number))
  }
  return (
    <Screen
      name="code"
      title={words.code.title}
      lead={words.code.sentTo(number.slice(-4))}
      onSubmit={() => void submit()}
      go={words.code.go}
      busy={deed.busy}
    >
      <Field
        name="code"
        label={words.code.label}
        error={wrong.code}
        value={code}
        onType={(typed) => {
          deed.clear()
          setSent(false)
          setCode(digitsOf(typed, otp.digits))
        }}
        inputMode="numeric"
        autoComplete="one-time-code"
        isLarge
      />
      <Trouble problem={deed.problem ?? again.deed.problem} />
      {isSent && (
        <p className="told" role="status">
          {words.code.sent}
        </p>
      )}
      <div className="beside">
        <Button kind="plain" busy={again.deed.busy} onPress={() => void resend()}>
          {words.code.again}
        </Button>
        <Button kind="plain" onPress={back}>
          {words.code.change}
        </Button>
      </div>
    </Screen>
  )
}
