/**
 * What the lender wants to see next: `GET /v1/app/next`, asked again whenever the live line says
 * that something changed, and every few seconds while we wait without one.
 */
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#kernel/contract'
import type { Money } from '#kernel/money'
import type { next } from '#modules/gateway'
import type { myLoan } from '#modules/lending'
import { problemOf, type Problem } from '#web/kit/problem.ts'
import { door } from './session.ts'

export type Loan = OutputOf<typeof myLoan>
export type Offer = {
  readonly amountMax: Money
  readonly tenorMonthsMax: number
  readonly rate: string
  readonly processingFeePercent: string
}
type Paper = { readonly documentId: string; readonly hash: string }
/** What the screens show; each knows which of these its step has. */
export type Shown = {
  readonly applicationId?: string
  readonly amountAsked?: Money
  readonly tenorAsked?: number
  readonly problem?: string
  readonly reasons?: readonly string[]
  readonly offer?: Offer
  readonly amount?: Money
  readonly tenorMonths?: number
  readonly netDisbursed?: Money
  readonly kfs?: Paper & { readonly validTill: string }
  readonly agreement?: Paper
  readonly authoriseAt?: string
  readonly loan?: Loan
}
export type Next = Omit<OutputOf<typeof next>, 'data'> & { readonly data: Shown }

export type Heard = { readonly count: number; readonly kinds: readonly string[] }
export type Path = {
  readonly next: Next | undefined
  readonly problem: Problem | undefined
  /** How many things the live line told, and the kinds of the last few. */
  readonly heard: Heard
  /** Asks now; resolves when it knows. */
  readonly look: () => Promise<void>
}

const WAITING_MS = 2500
const RESTING_MS = 20_000
const GATHER_MS = 60
const waits = new Set(['waiting', 'mandate', 'mandate-approve', 'sign', 'account-review'])

export function usePathOf(isOn: boolean): Path {
  const [next, setNext] = useState<Next>()
  const [problem, setProblem] = useState<Problem>()
  const [heard, setHeard] = useState<Heard>({ count: 0, kinds: [] })
  const asked = useRef(0)

  const look = useCallback(async () => {
    const turn = (asked.current += 1)
    try {
      const told = await door.get<Next>('/v1/app/next')
      if (turn !== asked.current) return
      setNext(told)
      setProblem(undefined)
    } catch (error) {
      if (turn === asked.current) setProblem(problemOf(error))
    }
  }, [])

  useEffect(() => {
    if (!isOn) {
      setNext(undefined)
      return undefined
    }
    void look()
    // A step often tells several things at once: asked once for all of them.
    let gather: ReturnType<typeof setTimeout> | undefined
    const close = door.stream('/v1/app/stream', {
      onData: (data) => {
        const { type = '' } = data as { type?: string }
        setHeard(({ count, kinds }) => ({ count: count + 1, kinds: [...kinds.slice(-9), type] }))
        clearTimeout(gather)
        gather = setTimeout(() => void look(), GATHER_MS)
      },
    })
    return () => {
      clearTimeout(gather)
      close()
    }
  }, [isOn, look])

  const pause = next && waits.has(next.screen) ? WAITING_MS : RESTING_MS
  useEffect(() => {
    if (!isOn) return undefined
    const turn = () => document.visibilityState === 'visible' && void look()
    const timer = setInterval(turn, problem ? WAITING_MS : pause)
    addEventListener('visibilitychange', turn)
    addEventListener('online', turn)
    return () => {
      clearInterval(timer)
      removeEventListener('visibilitychange', turn)
      removeEventListener('online', turn)
    }
  }, [isOn, look, pause, problem])

  return { next, problem, heard, look }
}

/** Whether a kind of thing was told since the live line stood at `since`. */
export const heardSince = ({ count, kinds }: Heard, since: number, kind: string): boolean =>
  count > since && kinds.slice(-(count - since)).includes(kind)

const PathContext = createContext<Path | undefined>(undefined)
export const PathProvider = PathContext.Provider

export function usePath(): Path {
  const path = useContext(PathContext)
  if (!path) throw new Error('a screen stands outside the path')
  return path
}
