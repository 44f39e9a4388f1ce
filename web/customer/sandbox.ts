/** The outside world of the sandbox, where there is one: messages, and a bank one can talk to. */
import { useEffect, useState } from 'react'
import { held } from './held.ts'
import { phone } from './session.ts'

export type Message = {
  readonly seq: number
  readonly at: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly otp?: string
}

const INBOX = '/sandbox/inbox.json'
const EVERY_MS = 1000
const SHOWN_MAX = 50

const here = held<'yes' | 'no'>('dhara-sandbox', undefined)

/** Asked once: no such address, no sandbox. */
export async function findSandbox(): Promise<void> {
  here.set((await read('limit=1')) ? 'yes' : 'no')
}
export const useSandbox = (): boolean => here.use() === 'yes'

async function read(query: string): Promise<Message[] | undefined> {
  try {
    const headers = { accept: 'application/json' }
    const answer = await fetch(`${INBOX}?${query}`, { headers, credentials: 'omit' })
    if (!answer.ok) return undefined
    const { messages } = (await answer.json()) as { messages?: Message[] }
    return Array.isArray(messages) ? messages : undefined
  } catch {
    return undefined
  }
}

/** The messages to the number at this phone, newest first. */
export function useInbox(): readonly Message[] {
  const isHere = useSandbox()
  const number = phone.use()
  const [messages, setMessages] = useState<readonly Message[]>([])
  useEffect(() => {
    setMessages([])
    if (!isHere || !number) return undefined
    let last = 0
    let over = false
    const look = async () => {
      if (document.visibilityState !== 'visible') return
      const got = await read(`phone=${number}&after=${last}&limit=${SHOWN_MAX}`)
      const fresh = got?.filter(({ seq }) => seq > last) // Two looks may have crossed.
      if (over || !fresh || fresh.length === 0) return
      last = Math.max(last, ...fresh.map(({ seq }) => seq))
      setMessages((old) => [...fresh, ...old].slice(0, SHOWN_MAX))
    }
    void look()
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [isHere, number])
  return messages
}
