/**
 * The sandbox's look: one quiet sheet for all pages. No inline script or style, so any CSP will
 * do.
 */
import type { Answer } from '../world.ts'

export const escaped = (value: unknown): string =>
  String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** ₹1,23,456.78 of paise. */
export const rupeesOf = (paise: number): string =>
  `₹${(paise / 100).toLocaleString('en-IN', { minimumFractionDigits: 2 })}`

/** 5 Jan 2028 of `2028-01-05`. */
export const dayShown = (on: string): string =>
  new Date(`${on}T00:00:00Z`).toLocaleDateString('en-IN', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })

export type Frame = { title: string; mount: string; script?: string; body: string; status?: number }

export const page = ({ title, mount, script, body, status = 200 }: Frame): Answer => ({
  status,
  text: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${mount}/page.css">
${script ? `<script src="${mount}/${script}" defer></script>` : ''}
</head>
<body>
${body}
<footer><span class="seal">Sandbox</span> Nothing here is real: no bank, no money,
no message leaves this machine.</footer>
</body>
</html>`,
})

/** A card in the middle with one decision on it: a bank's, a signer's, a payer's page. */
export const decision = (
  mount: string,
  title: string,
  body: string,
  more: { status?: number; script?: string } = {},
): Answer =>
  page({
    title,
    mount,
    ...more,
    body: `<main class="one"><section class="card">${body}</section></main>`,
  })

export const done = (word: string, sentence: string, mood: 'good' | 'bad'): string =>
  `<p class="result ${mood}"><span aria-hidden="true">${mood === 'good' ? '✓' : '✕'}</span>
   ${escaped(word)}</p><p>${escaped(sentence)}</p>
   <p><a class="button" href="/app/">Back to the app</a></p>`
