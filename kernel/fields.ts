/**
 * `t`: the words a contract is written in. Each is a TypeBox schema (so: plain JSON Schema) that
 * also says what the field means to people and how private it is.
 *
 * `x-class` is read by log redaction, masking, consent checks and the archive (DESIGN §10);
 * `x-kind` by the generated pages, which draw money as money and ids as links.
 */
import Type, { type TOptional, type TSchema, type TUnsafe } from 'typebox'
import type { Instant, LocalDate } from './dates.ts'
import type { Id } from './ids.ts'
import { rupees, type Money } from './money.ts'
import type { Rate } from './rates.ts'

export type Schema<T> = TUnsafe<T>
export type Shape = { readonly [field: string]: TSchema }

/** What a value of a classed field is; each has one way to be masked and one retention class. */
export type Class =
  'phone' | 'pan' | 'name' | 'account' | 'address' | 'email' | 'birth' | 'income' | 'secret'

type Words = { title?: string; description?: string }

const field = <T>(schema: TSchema, kind: string, words: Words = {}): Schema<T> =>
  Type.Unsafe<T>({ ...schema, 'x-kind': kind, ...words })

const classed = (name: Class, pattern: string, max: number): Schema<string> =>
  Type.Unsafe<string>({
    ...Type.String({ pattern, maxLength: max }),
    'x-kind': name,
    'x-class': name,
  })

export const t = {
  /** An id of one kind: `cus_…`. */
  id: <const Of extends string>(of: Of): Schema<Id<Of>> =>
    field(Type.String({ pattern: `^${of}_[0-9A-Za-z-]{1,64}$`, 'x-id': of }), 'id'),
  /** Any id, where the kind varies (a trail's subject, a search hit). */
  anyId: field<string>(Type.String({ pattern: '^[a-z]{2,12}_[0-9A-Za-z-]{1,64}$' }), 'id'),

  /** Whole paise within bounds given in rupees; the bounds hold where the amount is an input. */
  money: (range: { min?: string; max?: string } & Words = {}): Schema<Money> => {
    const { min, max, ...words } = range
    const minimum = min === undefined ? Number.MIN_SAFE_INTEGER : rupees(min)
    const maximum = max === undefined ? Number.MAX_SAFE_INTEGER : rupees(max)
    return field(Type.Integer({ minimum, maximum }), 'money', words)
  },
  /** Percent a year as a decimal string, `'18.5'`. */
  rate: field<Rate>(Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,6})?$' }), 'rate'),
  date: field<LocalDate>(
    Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$', format: 'date' }),
    'date',
  ),
  /** UTC to the millisecond, of a day and an hour that exist. */
  instant: field<Instant>(
    Type.String({
      pattern: '^[12]\\d{3}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:[0-5]\\d\\.\\d{3}Z$',
      format: 'date-time',
    }),
    'instant',
  ),
  int: (range: { min?: number; max?: number } & Words = {}): Schema<number> => {
    const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER, ...words } = range
    return field(Type.Integer({ minimum: min, maximum: max }), 'int', words)
  },
  /** A measure that is not money: a share, a score's weight, milliseconds with a fraction. */
  number: (range: { min?: number; max?: number } & Words = {}): Schema<number> => {
    const { min = -1e15, max = 1e15, ...words } = range
    return field(Type.Number({ minimum: min, maximum: max }), 'number', words)
  },
  text: (bounds: { min?: number; max?: number; pattern?: string } & Words = {}): Schema<string> => {
    const { min = 0, max = 200, pattern, ...words } = bounds
    const rule = pattern === undefined ? {} : { pattern }
    return field(Type.String({ minLength: min, maxLength: max, ...rule }), 'text', words)
  },
  flag: field<boolean>(Type.Boolean(), 'flag'),
  oneOf: <const V extends string>(...values: V[]): Schema<V> =>
    field(Type.Unsafe({ type: 'string', enum: values }), 'choice'),
  /** A whole file in base64, to be saved; its name is the field `name` beside it. */
  file: (max: number): Schema<string> =>
    field(Type.String({ maxLength: max, contentEncoding: 'base64' }), 'file'),
  /** Lower-case hex of SHA-256. */
  hash: field<string>(Type.String({ pattern: '^[0-9a-f]{64}$' }), 'hash'),
  list: <T>(of: TUnsafe<T>, max = 1000): Schema<T[]> =>
    field(Type.Array(of, { maxItems: max }), 'list'),
  /** A fixed inner shape. */
  shape: <S extends Shape>(of: S): Schema<Static<S>> => field(shapeOf(of), 'shape'),
  /** Names to plain values: a template's variables, a policy's inputs. */
  map: field<{ readonly [name: string]: string | number | boolean | null }>(
    Type.Record(
      Type.String({ maxLength: 64 }),
      Type.Union([Type.String({ maxLength: 4000 }), Type.Number(), Type.Boolean(), Type.Null()]),
      { maxProperties: 200 },
    ),
    'map',
  ),
  /** Any JSON, where the shape belongs to another (a vendor's body, a stored input). */
  json: field<unknown>(Type.Unknown(), 'json'),
  optional: <T>(of: TUnsafe<T>): TOptional<TUnsafe<T>> => Type.Optional(of),

  // Personal data: sealed at rest, masked on screens, never in events, logs or URLs.

  phone: classed('phone', '^(\\+91|0)?[6-9]\\d{9}$', 13),
  pan: classed('pan', '^[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]$', 10),
  personName: classed('name', "^[\\p{L}\\p{M} .'’-]{1,100}$", 100),
  accountNumber: classed('account', '^\\d{6,20}$', 20),
  address: classed('address', '^[^\\u0000-\\u001f]{1,300}$', 300),
  email: classed('email', '^[^@\\s]{1,64}@[^@\\s]{1,190}$', 255),
  birthDate: classed('birth', '^\\d{4}-\\d{2}-\\d{2}$', 10),
  /** Codes, passwords, tokens: shown to nobody, logged nowhere. */
  secret: classed('secret', '^[^\\u0000]{1,4000}$', 4000),
} as const

/** The TypeScript type of a shape. */
export type Static<S extends Shape> = Type.Static<Type.TObject<{ -readonly [K in keyof S]: S[K] }>>

/** A closed object: an unknown field is a fault, never dropped in silence. */
export const shapeOf = <S extends Shape>(shape: S): TSchema =>
  Type.Object({ ...shape }, { additionalProperties: false })

/** The class of a field, if it is personal or secret. */
export const classOf = (schema: TSchema): Class | undefined =>
  (schema as { 'x-class'?: Class })['x-class']
