/** What every engine of `wide` asks of an item before it is kept, so that they refuse alike. */
import { msOf } from '#kernel/dates'
import type { PageWanted, Span, WideItem } from './index.ts'

/** DynamoDB's own bounds: 400 KB an item, its keys and the names of its fields included. */
export const PK_BYTES_MAX = 2048
export const SK_BYTES_MAX = 1024
export const BODY_BYTES_MAX = 390 * 1024
export const PAGE_ITEMS_MAX = 1000
/** A page ends with the item that makes it this heavy. */
export const PAGE_BYTES_MAX = 1024 * 1024

const TABLE = /^[a-z][a-z0-9-]{1,60}$/

/** Throws unless each table's name is one; gives what tells a table of ours from another. */
export function tableCheck(tables: readonly string[]): (table: string) => void {
  for (const table of tables) if (!TABLE.test(table)) throw bad(`not a table's name: ${table}`)
  const known = new Set(tables)
  return (table) => {
    if (!known.has(table)) throw bad(`no module declares the table ${table}`)
  }
}

/** No message holds a key: a holder's id has no place in an error. */
export function checkItem({ pk, sk, body, expiresAt }: WideItem): void {
  checkPk(pk)
  checkSk(sk, 'sk')
  if (!(body instanceof Uint8Array)) throw bad('a body is bytes')
  if (body.length > BODY_BYTES_MAX) throw bad(`a body has at most ${BODY_BYTES_MAX} bytes`)
  if (expiresAt !== undefined && !(msOf(expiresAt) > 0)) throw bad('no such instant')
}

export function checkPk(pk: string): void {
  checkText(pk, 'pk', PK_BYTES_MAX)
  if (pk.includes('\0')) throw bad('a pk has no NUL')
}

/** The wanted span with its cursor in it: a page goes on below where the last one ended. */
export function spanOf({ from, to, limit, cursor }: PageWanted): Span {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_ITEMS_MAX) {
    throw bad(`a page has from 1 to ${PAGE_ITEMS_MAX} items`)
  }
  const end = cursor === undefined ? to : earlier(placeOf(cursor), to)
  const span = { ...(from !== undefined && { from }), ...(end !== undefined && { to: end }) }
  checkSpan(span)
  return span
}

export function checkSpan({ from, to }: Span): void {
  if (from !== undefined) checkSk(from, 'from')
  if (to !== undefined) checkSk(to, 'to')
}

/** Whether nothing can stand in it. */
export const isEmpty = ({ from, to }: Span): boolean =>
  from !== undefined && to !== undefined && compare(from, to) >= 0

/** A cursor is the `sk` it stands below, in a form nobody takes for one. */
export const cursorAt = (sk: string): string => Buffer.from(sk).toString('base64url')

function placeOf(cursor: string): string {
  const sk = Buffer.from(cursor, 'base64url').toString()
  if (sk === '' || cursorAt(sk) !== cursor) throw bad('not a cursor of ours')
  return sk
}

const earlier = (sk: string, to: string | undefined): string =>
  to === undefined || compare(sk, to) < 0 ? sk : to

/** Byte order, which is not the order of JavaScript's UTF-16 strings. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const checkSk = (sk: string, name: string): void => checkText(sk, name, SK_BYTES_MAX)

function checkText(text: string, name: string, bytesMax: number): void {
  if (typeof text !== 'string' || text === '') throw bad(`${name} is missing`)
  // A lone surrogate would be stored as another letter, and two keys become one.
  if (!text.isWellFormed()) throw bad(`${name} is not well-formed text`)
  if (Buffer.byteLength(text) > bytesMax) throw bad(`${name} has at most ${bytesMax} bytes`)
}

const bad = (why: string): RangeError => new RangeError(`wide: ${why}`)
