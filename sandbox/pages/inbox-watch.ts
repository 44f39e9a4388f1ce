/** Runs in the browser: served as its own source text, so it uses nothing from outside itself. */
export function watch(): void {
  type Message = {
    seq: number
    at: string
    channel: string
    to: string
    from: string
    subject: string
    text: string
    otp?: string
  }
  const list = document.querySelector('#list') as HTMLElement
  const empty = document.querySelector('#empty') as HTMLElement
  const phone = document.querySelector('#phone') as HTMLInputElement
  const url = new URL(location.href)
  phone.value = url.searchParams.get('phone') ?? ''
  let last = 0
  let turn = 0

  const element = (name: string, kind: string, words: string): HTMLElement => {
    const made = document.createElement(name)
    made.className = kind
    made.textContent = words
    return made
  }
  const time = (at: string): string =>
    new Date(at).toLocaleString('en-IN', {
      timeZone: 'Asia/Kolkata',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
  const card = (message: Message): HTMLElement => {
    const made = element('article', 'card fresh', '')
    const line = element('div', 'line', '')
    line.append(
      element('b', '', message.from),
      element('span', '', `to ${message.to}`),
      element('time', '', `${time(message.at)} IST`),
    )
    made.append(line)
    if (message.subject) made.append(element('h2', '', message.subject))
    made.append(element('p', '', message.text))
    if (message.otp !== undefined) {
      const code = message.otp
      const box = element('div', 'otp', '')
      const copy = element('button', 'small', 'Copy')
      copy.addEventListener('click', () => {
        void navigator.clipboard.writeText(code).then(() => (copy.textContent = 'Copied'))
      })
      box.append(element('b', '', code), copy)
      made.append(box)
    }
    return made
  }
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
        list.prepend(card(message))
        last = Math.max(last, message.seq)
      }
      while (list.children.length > 200) list.lastElementChild?.remove()
      empty.hidden = list.children.length > 0
      document.title = messages[0]?.otp ? `${messages[0].otp} · Inbox` : 'Inbox · Sandbox'
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
