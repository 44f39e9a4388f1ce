/** What the page asks for, and how a deed of it is done: one intent, one key. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { useRef } from 'react'
import type { aggregateStandings, countableFacts } from '#modules/analytics'
import type { OutputOf } from '#kernel/contract'
import { intentKey } from '#web/kit/door.ts'
import { problemOf } from '#web/kit/problem.ts'
import { client, door } from '../session.ts'

export type Standings = OutputOf<typeof aggregateStandings>
export type Standing = Standings['aggregates'][number]
export type Countable = OutputOf<typeof countableFacts>
export type CountableField = Countable['envelope'][number]

const EVERY_MS = 3000

export const useStandings = () =>
  useQuery({
    queryKey: ['aggregates'],
    queryFn: ({ signal }) =>
      door.ask<typeof aggregateStandings>('analytics.aggregate-standings', {}, { signal }),
    refetchInterval: EVERY_MS,
  })

/** What may be counted changes only with a release. */
export const useCountable = () =>
  useQuery({
    queryKey: ['countable'],
    queryFn: ({ signal }) =>
      door.ask<typeof countableFacts>('analytics.countable-facts', {}, { signal }),
    staleTime: Infinity,
  })

/** Runs a command; says whether it is done or waits for a second person. */
export function useDeed(name: string, says: string, onDone: () => void = () => {}) {
  const { message } = App.useApp()
  const key = useRef(intentKey())
  return useMutation({
    mutationFn: (input: object) => door.run(name, input as never, key.current),
    onSuccess: (ran) => {
      key.current = intentKey()
      void message.success(ran.how === 'done' ? says : 'Proposed: a second person decides.')
      for (const queryKey of [['aggregates'], ['triggers'], ['proposals']]) {
        void client.invalidateQueries({ queryKey })
      }
      onDone()
    },
    onError: (error) => {
      key.current = intentKey()
      void message.error(problemOf(error).message)
    },
  })
}
