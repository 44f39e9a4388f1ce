/** Asking and doing, as screens need it: what is known, what went wrong, and trying again. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Call, InputOf, OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { isPassing, problemOf, type Problem } from '#web/kit/problem.ts'
import { door } from './session.ts'
import { note } from './trace.ts'

export type Asked<T> = {
  readonly known: T | undefined
  /** It answers the question as it stands now, not the one before. */
  readonly isCurrent: boolean
  readonly problem: Problem | undefined
  readonly again: () => void
}

/** Keeps the last answer while a new question is under way, so that numbers don't flicker. */
export function useAsk<C extends Call>(
  name: string,
  input: InputOf<C> | undefined,
  { fresh = 0 }: { readonly fresh?: number } = {},
): Asked<OutputOf<C>> {
  const [answered, setAnswered] = useState<{ question: string; known: OutputOf<C> }>()
  const [problem, setProblem] = useState<Problem>()
  const [turn, setTurn] = useState(0)
  const question = input === undefined ? undefined : JSON.stringify(input)
  useEffect(() => {
    if (question === undefined) return undefined
    const stop = new AbortController()
    door
      .ask<C>(name, JSON.parse(question) as InputOf<C>, { signal: stop.signal })
      .then((known) => {
        setAnswered({ question, known })
        setProblem(undefined)
      })
      .catch((error: unknown) => {
        if (!stop.signal.aborted) setProblem(problemOf(error))
      })
    return () => stop.abort()
  }, [name, question, turn, fresh])
  const isCurrent = answered !== undefined && answered.question === question
  const again = useCallback(() => setTurn((n) => n + 1), [])
  return { known: answered?.known, isCurrent, problem, again }
}

export type Deed = {
  readonly busy: boolean
  readonly problem: Problem | undefined
  /** Resolves with true when it was done. */
  do(work: (key: (purpose: string) => string) => Promise<unknown>): Promise<boolean>
  clear(): void
}

/**
 * One intent of a person: the same Idempotency-Key until it is answered for good, so a retry after
 * a lost answer never does it twice. A change of what they typed is a new intent: call `clear`.
 */
export function useDeed(): Deed {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const intent = useRef<string>(undefined)
  const clear = useCallback(() => {
    intent.current = undefined
    setProblem(undefined)
  }, [])
  const work: Deed['do'] = useCallback(async (run) => {
    intent.current ??= intentKey()
    const { current } = intent
    setBusy(true)
    setProblem(undefined)
    try {
      await run((purpose) => `${current}-${purpose}`)
      intent.current = undefined
      return true
    } catch (error) {
      const told = problemOf(error)
      if (!isPassing(told)) intent.current = undefined
      for (const { path, code } of told.fields) note('field-error', { field: path, code })
      if (told.fields.length === 0) note('field-error', { code: told.code })
      setProblem(told)
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  return { busy, problem, do: work, clear }
}

/** Runs a command and gives its answer; the phone has no four-eyes. */
export async function run<C extends Call>(
  name: string,
  input: InputOf<C>,
  key: string,
): Promise<OutputOf<C>> {
  const ran = await door.run<C>(name, input, key)
  return (ran as { output: OutputOf<C> }).output
}
