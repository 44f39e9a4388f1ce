/**
 * Aggregates are data: what is counted of which facts, for each what, every when. A module declares
 * those of its own facts; people make others at run time. Analytics keeps them up as facts pass.
 */
import type { EventKind } from './contract.ts'

/**
 * Where a value stands in a fact: `key` (the customer), `type`, `topic`, `businessDate`, `at`, `v`,
 * `policyVersion`, `actor.kind`, `actor.id`, or a field of its data, `data.amount`,
 * `data.address.state`.
 */
export type Path = string

/**
 * Whether a fact is meant. What compares with a value that is absent or of another kind is neither
 * true nor false, as in SQL; only what is true is meant.
 */
export type Predicate =
  | { readonly [op in 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge']?: readonly [Path, Scalar] }
  | { readonly in: readonly [Path, readonly Scalar[]] }
  | { readonly exists: Path }
  | { readonly and: readonly Predicate[] }
  | { readonly or: readonly Predicate[] }
  | { readonly not: Predicate }
export type Scalar = string | number | boolean

/**
 * `count` counts facts, with `of` those that have the value. `sum` is exact, in whatever unit the
 * field has (money: paise). A quantile `{q: 0.95}` is within 1 % of a value of that rank.
 */
export type Measure = {
  /** The name its value is read by. */
  readonly as: string
  readonly of?: Path
  readonly how: 'count' | 'sum' | 'min' | 'max' | { readonly q: number }
}

export type Every = 'hour' | 'day' | 'month'

export type Aggregate = {
  /** `lending.disbursed`: of the module that declares it. */
  readonly name: string
  readonly from: readonly string[]
  /** Each combination of their values has its own figures; empty: one for all. */
  readonly key: readonly Path[]
  /** By business date, or the hour in India of the instant recorded; absent: since the first. */
  readonly every?: Every
  readonly measures: readonly Measure[]
  readonly filter?: Predicate
}

/** Declares one in a module: `aggregate('lending.disbursed', [LoanDisbursed], {…})`. */
export const aggregate = (
  name: string,
  // oxlint-disable-next-line no-explicit-any -- events of any type and data
  from: readonly EventKind<string, any>[],
  rest: Omit<Aggregate, 'name' | 'from' | 'key'> & { readonly key?: readonly Path[] },
): Aggregate => ({ name, from: from.map(({ type }) => type), key: [], ...rest })
