/** What tells one fact from the next of its kind: "Consent given · bureau", "Receipt · ₹6,392". */
import { countText, dateText, roundMoneyText } from '#web/kit/figures.ts'
import { labelOf, worded } from '../words.ts'
import { dataOf, hasOwnTitle, type Entry } from './fact-words.ts'

const SHOWN_MAX = 3
/** As within a sentence: "device apps", but "EMI". */
const lower = (text: string): string =>
  worded(text).replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())

/** Field → its words; the first that a fact has are shown, in this order. */
const TELLING: { readonly [field: string]: (value: unknown, field: string) => string } = {
  ...fields(['amount', 'total', 'principal', 'emi'], (paise) => roundMoneyText(Number(paise))),
  ...fields(
    [...['purpose', 'kind', 'outcome', 'grade', 'word', 'code', 'template', 'channel'], 'class'],
    (name) => lower(String(name)),
  ),
  ...fields(['reason', 'because'], (name) => lower(String(name))),
  ...fields(['taken', 'refused', 'entries', 'lines', 'apps', 'tenorMonths'], (count, field) =>
    count === 0 ? '' : `${labelOf(field).toLowerCase()} ${countText(Number(count))}`,
  ),
  ...fields(['dueOn', 'paidOn', 'valueOn'], (on, field) =>
    `${labelOf(field).toLowerCase().replace(/ on$/, '')} ${dateText(String(on))}`.trim(),
  ),
}

function fields<Words>(names: readonly string[], words: Words): { [name: string]: Words } {
  return Object.fromEntries(names.map((name) => [name, words]))
}

/** Empty where the title says it all. */
export function factGist(entry: Entry): string {
  if (hasOwnTitle(entry)) return ''
  const data = dataOf(entry)
  return Object.entries(TELLING)
    .filter(([field]) => ['string', 'number'].includes(typeof data[field]))
    .map(([field, words]) => words(data[field], field))
    .filter((words) => words !== '')
    .slice(0, SHOWN_MAX)
    .join(' · ')
}
