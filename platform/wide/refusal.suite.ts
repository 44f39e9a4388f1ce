/** What no engine of `wide` could keep, each refused before anything is written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WideItem } from './index.ts'
import { BODY_BYTES_MAX, PK_BYTES_MAX, SK_BYTES_MAX } from './item.ts'
import type { Opened } from './wide.suite.ts'

const SMS = 'device-sms'
const ITEM: WideItem = { pk: 'a', sk: '1', body: new Uint8Array(1) }
const refused: readonly [string, Partial<WideItem>, RegExp][] = [
  ['a huge pk', { pk: 'p'.repeat(PK_BYTES_MAX + 1) }, /pk has at most 2048 bytes/],
  ['a huge sk', { sk: 'é'.repeat(SK_BYTES_MAX / 2 + 1) }, /sk has at most 1024 bytes/],
  ['no pk', { pk: '' }, /pk is missing/],
  ['no sk', { sk: '' }, /sk is missing/],
  ['a pk with NUL', { pk: 'a\0b' }, /pk has no NUL/],
  ['a lone surrogate', { sk: 'a\uD800' }, /not well-formed/],
  ['a huge body', { body: new Uint8Array(BODY_BYTES_MAX + 1) }, /body has at most/],
  ['a body of text', { body: 'text' as never }, /a body is bytes/],
  ['no instant', { expiresAt: 'soon' as never }, /no such instant/],
]

/** What is refused, and in which words: part of the suite. */
export function refusing(engine: string, open: () => Promise<Opened>): void {
  test(`${engine}: what no engine could keep is refused, and its whole batch with it`, async () => {
    await using opened = await open()
    const { wide } = opened
    for (const [what, wrong, says] of refused) {
      const put = wide.putMany(SMS, [ITEM, { ...ITEM, sk: '2', ...wrong }])
      await assert.rejects(put, { name: 'RangeError', message: says }, what)
    }
    assert.deepEqual(await wide.range(SMS, 'a', { limit: 1 }), { items: [] })
  })

  test(`${engine}: an unknown table, a foreign cursor, an endless page are refused`, async () => {
    await using opened = await open()
    const { wide } = opened
    await assert.rejects(wide.putMany('lending-loan', [ITEM]), /no module declares/)
    await assert.rejects(wide.range('lending-loan', 'a', { limit: 1 }), /no module declares/)
    await assert.rejects(wide.deleteRange('lending-loan', 'a'), /no module declares/)
    await assert.rejects(wide.range(SMS, 'a', { limit: 0 }), /from 1 to 1000/)
    await assert.rejects(wide.range(SMS, 'a', { limit: 1001 }), /from 1 to 1000/)
    await assert.rejects(wide.range(SMS, '', { limit: 1 }), /pk is missing/)
    for (const cursor of ['', '*', 'a b', '4pyTw', '_w']) {
      await assert.rejects(wide.range(SMS, 'a', { limit: 1, cursor }), /not a cursor/, cursor)
    }
  })
}
