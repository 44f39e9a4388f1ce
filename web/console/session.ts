/** The console's way to the house; it lives by the session cookie no script can read. */
import { QueryClient } from '@tanstack/react-query'
import { makeDoor } from '#web/kit/door.ts'
import { isPassing, isSignedOut, Problem } from '#web/kit/problem.ts'

const TRIES = 2

export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      refetchOnWindowFocus: true,
      retry: (failed, error) =>
        failed < TRIES && error instanceof Problem && isPassing(error) && error.status !== 429,
    },
  },
})

export const door = makeDoor({ onSignedOut: () => void askWhoIsThere() })

/** A session ended under an open page: the sign-in takes its place, the address stays. */
async function askWhoIsThere(): Promise<void> {
  const known = client.getQueryState(['meta'])
  if (known?.status === 'success') await client.resetQueries({ queryKey: ['meta'] })
}

export async function signedIn(): Promise<void> {
  client.removeQueries({ type: 'inactive' }) // Another person's numbers are not for this one.
  await client.resetQueries()
}

/** Whether the page should ask who is there: nobody, or a customer with a phone's session. */
export const asksForStaff = (error: unknown): boolean =>
  isSignedOut(error) || (error instanceof Problem && error.code === 'forbidden')
