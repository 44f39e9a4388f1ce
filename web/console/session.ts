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

export const door = makeDoor({ onSignedOut: () => void askWhoIsThere(), headers: purposeSaid })

/** Under which one's own choice is kept: another who signs in on this tab has not made it. */
export const seenForKey = (actorId: string): string => `seen-for:${actorId}`

/** Lists and pages that show people are on record with the purpose that was chosen on this tab. */
function purposeSaid(): { readonly [name: string]: string } {
  const meta = client.getQueryData<{ readonly actor: { readonly id: string } }>(['meta'])
  const chosen = meta && sessionStorage.getItem(seenForKey(meta.actor.id))
  return chosen ? { 'seen-for': chosen } : {}
}

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
