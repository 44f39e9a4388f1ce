/** What each event means, in the words of its declaration: for the dictionary of Ask. */
import { isFace } from '../../test/tidy/faces.ts'
import type { House } from '../../test/tidy/house.ts'
import type { Pages } from './pages.ts'

const pageAt = 'modules/analytics/reference/meanings.json'
const declared =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = (?:event|journeyMoved)\(\s*'([^']+)'/g

export function meaningPages({ sources }: House): Pages {
  const meanings = sources
    .filter(({ path }) => isFace(path))
    .flatMap(({ text }) =>
      [...text.matchAll(declared)].map(([all, comment = '', name = '']) => {
        const type = /= journeyMoved\(/.test(all) ? `${name}-moved` : name
        return [type, plain(comment)] as const
      }),
    )
  const sorted = meanings.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map([[pageAt, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`]])
}

const plain = (comment: string): string =>
  comment
    .replaceAll(/^\s*\*? ?/gm, '')
    .replaceAll(/[\s`]+/g, (found) => (found.includes('`') ? found.replaceAll('`', '') : ' '))
    .trim()
