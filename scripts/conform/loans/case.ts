/** The format of `data/loans/*.json` (SEMANTICS §0), as far as a case is read. */
export type Scalar = string | number | boolean | null
export type Table = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Scalar[])[]
  readonly complete?: boolean
  readonly accrualsExcluded?: boolean
  readonly periods?: number
}

export type Action = { readonly type: string; readonly [field: string]: unknown }

export type Checkpoint = {
  readonly afterAction: number
  readonly asOf: string | null
  readonly [asserted: string]: unknown
}

export type LoanCase = {
  readonly id: string
  /** Absent in cases of plain instalment loans, which say `recomputed` instead. */
  readonly tier?: number
  /** Other calculators came to the same figures. */
  readonly recomputed?: boolean | null
  readonly group: string
  readonly terms: { readonly [term: string]: unknown }
  readonly actions: readonly Action[]
  readonly expected: readonly Checkpoint[]
}

/** What holds for all cases of a file. */
export type Meta = {
  readonly delinquencyRangesDays?: {
    readonly [range: string]: readonly [from: number, to: number | null]
  }
}
