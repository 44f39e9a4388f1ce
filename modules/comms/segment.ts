/**
 * How many SMS a text is (SPEC §9.1). GSM 7-bit: 160 characters, or 153 a part; one character
 * outside its alphabet (any Indic letter, the rupee sign) makes it UCS-2: 70, or 67 a part. Pure.
 */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
/** Each takes an escape before it: two units. */
const extended = new Set('\f^{}\\[~]|€')

export type Segments = { encoding: 'GSM7' | 'UCS2'; units: number; segments: number }

const PARTS = { GSM7: { single: 160, part: 153 }, UCS2: { single: 70, part: 67 } }

export function segmentsOf(text: string): Segments {
  const isGsm = [...text].every((one) => basic.has(one) || extended.has(one))
  const encoding = isGsm ? 'GSM7' : 'UCS2'
  const escapes = isGsm ? [...text].filter((one) => extended.has(one)).length : 0
  const units = text.length + escapes // UCS-2 counts 16-bit units, which is what `length` is.
  const { single, part } = PARTS[encoding]
  return { encoding, units, segments: units <= single ? 1 : Math.ceil(units / part) }
}
