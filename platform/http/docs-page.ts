/** `/docs`: the contracts as a page a person reads; nothing in it is fetched from elsewhere. */
import type { TSchema } from 'typebox'
import { shown, type Money } from '#kernel/money'
import type { BoundDoor, BoundShelf, Faces } from './faces.ts'
import { humanised } from './faults.ts'
import type { Node } from './input.ts'
import { allowed } from './permit.ts'

export function docsPage(faces: Faces, nonce: string): string {
  const modules = faces.names.map((name) => section(faces, name)).filter((html) => html !== '')
  const links = faces.names.map((name) => `<a href="#${name}">${name}</a>`).join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Dhara: the doors</title>
<style>${STYLE}</style></head><body>
<header><h1>The doors of the house</h1>
<p>Drawn from the contracts. Amounts are whole paise, instants UTC, dates Indian days. Commands are
posted with an <code>Idempotency-Key</code>; queries are asked with <code>?q=</code> and JSON.
Machine readable: <a href="/openapi.json">/openapi.json</a>.</p>
<input id="find" type="search" placeholder="Find a door, field or refusal" aria-label="Find"
 autofocus><nav>${links}</nav></header><main>${modules.join('')}
<p id="none" hidden>Nothing by that name.</p></main>
<script nonce="${nonce}">${SCRIPT}</script></body></html>`
}

function section(faces: Faces, module: string): string {
  const doors = faces.doors.filter((door) => door.module === module).map(doorArticle)
  const shelves = faces.shelves.filter((shelf) => shelf.module === module).map(shelfArticle)
  const hooks = faces.hooks
    .filter((each) => each.module === module)
    .map(({ hook }) => article(`POST ${hook.hook}`, 'A provider’s webhook, signed.', ''))
  const all = [...doors, ...shelves, ...hooks]
  if (all.length === 0) return ''
  return `<section id="${escaped(module)}"><h2>${escaped(module)}</h2>${all.join('')}</section>`
}

function doorArticle({ call, method, path }: BoundDoor): string {
  const notes = [
    `For ${allowed(call.allow).join(', ')}.`,
    ...(call.fourEyes === true ? ['Another person approves.'] : []),
    ...(call.fourEyes === 'above-band' ? ['Above one’s own amount another person approves.'] : []),
  ]
  const refusals = call.refusals.map(
    (why) => `<li><code>${escaped(why)}</code> ${escaped(humanised(why))}</li>`,
  )
  const body = [
    fieldTable('In', call.input),
    fieldTable('Out', call.output),
    refusals.length > 0 ? `<h4>Refused as</h4><ul>${refusals.join('')}</ul>` : '',
  ]
  return article(`${method} ${path}`, notes.join(' '), body.join(''))
}

function shelfArticle({ entity, path, list, one }: BoundShelf): string {
  const kinds = [...(list ? ['list'] : []), ...(one ? ['one'] : [])].join(' | ')
  const notes = [
    `For ${allowed(entity.allow).join(', ')}.`,
    entity.filters.length > 0 ? `Filter by ${entity.filters.join(', ')}.` : '',
    entity.sort.length > 0 ? `Sort by ${entity.sort.join(', ')}.` : '',
  ]
  const rows = { type: 'object', properties: { id: entity.id, ...entity.fields } } as Node
  return article(`GET ${path}/${kinds}`, notes.join(' '), fieldTable('A row', rows))
}

function article(head: string, notes: string, body: string): string {
  const [method = '', ...path] = head.split(' ')
  return `<article><h3><b class="${method.toLowerCase()}">${method}</b> <code>${escaped(
    path.join(' '),
  )}</code></h3><p>${escaped(notes)}</p>${body}</article>`
}

function fieldTable(title: string, schema: TSchema): string {
  const { properties = {}, required = [] } = schema as Node
  const rows = Object.entries(properties).map(([name, field]) => {
    const optional = schema === undefined || required.includes(name) ? '' : ' <i>optional</i>'
    return `<tr><td><code>${escaped(name)}</code>${optional}</td><td>${said(field)}</td></tr>`
  })
  if (rows.length === 0) return ''
  return `<details open><summary>${title}</summary><table>${rows.join('')}</table></details>`
}

/** A field in a few words: what it is, and within which bounds. */
function said(field: Node): string {
  const kind = field['x-kind'] ?? field.type ?? 'any'
  const words = [escaped(kind)]
  if (kind === 'id' && field['x-id']) words.push(`<code>${escaped(field['x-id'])}_…</code>`)
  if (field.enum) words.push(field.enum.map((each) => `<code>${escaped(each)}</code>`).join(' '))
  if (kind === 'money') words.push(moneyBounds(field))
  if (field['x-class']) words.push('<em>personal</em>')
  if (field.items) words.push(`of ${said(field.items)}`)
  if (field.properties) words.push(`{ ${Object.keys(field.properties).map(escaped).join(', ')} }`)
  if (field.description) words.push(escaped(field.description))
  return words.filter((word) => word !== '').join(' ')
}

function moneyBounds({ minimum = -1e15, maximum = 1e15 }: Node): string {
  if (minimum <= -1e15 || maximum >= 1e15) return ''
  return `${shown(minimum as Money)} to ${shown(maximum as Money)}`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#dfe4ea;
--paper:#fff;--card:#f7f9fb;--accent:#0b6e6e}@media(prefers-color-scheme:dark){
:root{--ink:#e6ebf1;--soft:#9aa6b5;--line:#2b3440;--paper:#12171d;--card:#1a2129;
--accent:#5cc8c0}}*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1rem 6rem;background:var(--paper);color:var(--ink);
font:16px/1.5 Inter,system-ui,sans-serif}h1{font-size:1.6rem;margin:0}h2{margin:3rem 0 1rem;
text-transform:capitalize}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}h4{margin:.8rem 0 0}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;
margin:.75rem 0}p{color:var(--soft);margin:.3rem 0 .6rem}a{color:var(--accent)}b.get,b.post{
color:var(--accent);font-size:.8rem;letter-spacing:.04em}table{border-collapse:collapse;width:100%}
td{border-top:1px solid var(--line);padding:.3rem .5rem .3rem 0;vertical-align:top}
td:first-child{width:40%}summary{cursor:pointer;color:var(--soft)}em,i{color:var(--soft);
font-size:.85em}nav{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1rem}ul{margin:.2rem 0}
input{width:100%;font:inherit;padding:.6rem .8rem;border:1px solid var(--line);border-radius:8px;
background:var(--card);color:inherit}input:focus-visible,a:focus-visible,summary:focus-visible{
outline:2px solid var(--accent);outline-offset:2px}`

const SCRIPT = `const find=document.getElementById('find');find.addEventListener('input',()=>{
const words=find.value.toLowerCase().split(/\\s+/).filter(Boolean);let any=false;
for(const s of document.querySelectorAll('section')){let shown=false;
for(const a of s.querySelectorAll('article')){const text=a.textContent.toLowerCase();
a.hidden=!words.every(w=>text.includes(w));shown=shown||!a.hidden}
s.hidden=!shown;any=any||shown}document.getElementById('none').hidden=any})`
