/** What identity says of the keys under which data rests, and of their end. */
import { event, query, t } from '#kernel/contract'
import { streamedPurpose } from '../consent/face.ts'

const customerId = t.id('cus')

/** One data key per customer and class; destroying it erases the class everywhere (SPEC §7.1). */
export const retentionClass = t.oneOf(
  'identity',
  'books',
  'bureau-raw',
  'aa-raw',
  'device',
  'device-apps',
  'device-sms',
  'marketing',
)

/** The classes that travel sealed outside the vault, and so have a key that is handed out. */
export const streamedClass = t.oneOf('device-apps', 'device-sms', 'aa-raw')

/** A class of someone's data is gone for good: its key was destroyed (SPEC §7.2). */
export const DataErased = event('identity.data-erased', { class: retentionClass, proof: t.hash })
/** The law keeps this class; the reason is told to the person (SPEC §7.1). */
export const ErasureBlocked = event('identity.erasure-blocked', {
  class: retentionClass,
  reason: t.oneOf('pmla-five-years', 'books-eight-years', 'dispute-window'),
})

/**
 * The pass of an upload: whether its purpose is consented to at this moment, and the live data key
 * to seal it under. Asked for with every batch, so that a withdrawal holds from the next one on.
 */
export const sealingPass = query('identity.sealing-pass', {
  input: { customerId, purpose: streamedPurpose },
  output: {
    pass: t.optional(
      t.shape({
        consentId: t.id('con'),
        class: streamedClass,
        generation: t.int({ min: 1 }),
        /** 32 bytes, base64url. */
        dataKey: t.secret,
      }),
    ),
  },
  allow: ['module:device'],
})

/** The data keys by which streamed records open; a destroyed one is left out. */
export const dataKeys = query('identity.data-keys', {
  input: {
    wanted: t.list(
      t.shape({ customerId, class: streamedClass, generation: t.int({ min: 1 }) }),
      1000,
    ),
  },
  output: {
    keys: t.list(
      t.shape({
        customerId,
        class: streamedClass,
        generation: t.int({ min: 1 }),
        dataKey: t.secret,
      }),
      1000,
    ),
  },
  allow: ['module:device'],
})
