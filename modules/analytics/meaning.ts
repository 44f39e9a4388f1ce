/** What each kind of fact means, in the words of the contract that declares it. */
import meanings from './reference/meanings.json' with { type: 'json' }

const known: { readonly [type: string]: string | undefined } = meanings

export const meaningOfFact = (type: string): string => {
  const [, name = ''] = type.split('.')
  return known[type] ?? `${name.replaceAll('-', ' ').replace(/^./, (c) => c.toUpperCase())}.`
}
