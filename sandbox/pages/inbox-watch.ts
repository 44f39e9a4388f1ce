/** Runs in the browser, served as its own source text: so it uses nothing but what stands here. */
type Message = {
  seq: number
  at: string
  from: string
  to: string
  subject: string
  text: string
  otp?: string
}

/** One message as a card; all of it as text, never as markup. */
export function cardOf(message: Message): HTMLElement {
  const element = (name: string, kind: string, words: string): HTMLElement => {
    const made = document.createElement(name)
    made.className = kind
    made.textContent = words
    return made
  }
  const when = new Date(message.at).toLocaleString('en-IN', {
    timeZone: 'Asia/Kolkata',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const card = element('article', 'card fresh', '')
  const line = element('div', 'line', '')
  line.append(
    element('b', '', message.from),
    element('span', '', `to ${message.to}`),
    element('time', '', `${when} IST`),
  )
  card.append(line)
  if (message.subject) card.append(element('h2', '', message.subject))
  card.append(element('p', '', message.text))
  if (message.otp === undefined) return card
  const code = message.otp
  const box = element('div', 'otp', '')
  const copy = element('button', 'small', 'Copy')
  copy.addEventListener('click', () => {
    void navigator.clipboard.writeText(code).then(() => (copy.textContent = 'Copied'))
  })
  box.append(element('b', '', code), copy)
  card.append(box)
  return card
}

/** Asks once a second for what came since, and puts it on top. */
export function watch(): void {
  const list = document.querySelector('#list') as HTMLElement
  const empty = document.querySelector('#empty') as HTMLElement
  const phone = document.querySelector('#phone') as HTMLInputElement
  phone.value = new URL(location.href).searchParams.get('phone') ?? ''
  let last = 0
  let turn = 0
  const look = async (): Promise<void> => {
    const mine = turn
    const digits = phone.value.replace(/\D/g, '').slice(-10)
    const base = location.pathname.replace(/\/(inbox)?\/?$/, '')
    const query = `phone=${digits.length === 10 ? digits : ''}&after=${last}&limit=50`
    try {
      const answer = await fetch(`${base}/inbox.json?${query}`)
      const { messages } = (await answer.json()) as { messages: Message[] }
      if (mine !== turn) return // The filter changed while we asked.
      for (const message of messages.toReversed()) {
        if (message.seq <= last) continue
        list.prepend(cardOf(message))
        last = message.seq
      }
      while (list.children.length > 200) list.lastElementChild?.remove()
      empty.hidden = list.children.length > 0
      const code = messages[0]?.otp
      if (messages.length > 0) document.title = code ? `${code} · Inbox` : 'Inbox · Sandbox'
    } catch {
      empty.textContent = 'The sandbox does not answer; trying again.'
    }
  }
  phone.addEventListener('input', () => {
    turn += 1
    last = 0
    list.replaceChildren()
    void look()
  })
  const again = (): void => void look().then(() => setTimeout(again, 1000))
  again()
}
