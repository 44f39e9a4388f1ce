/** Ratios against the machine's own limit: bare and ours alternate, medians are compared. */

export type Ratio = { readonly bare: number; readonly ours: number; readonly ratio: number }

export const ROUNDS = 5

/** Each measure returns a rate (more is better); one unmeasured round warms both up. */
export async function alternating(
  bare: () => Promise<number>,
  ours: () => Promise<number>,
  rounds: number = ROUNDS,
): Promise<Ratio> {
  await bare()
  await ours()
  const rates: { bare: number[]; ours: number[] } = { bare: [], ours: [] }
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that neither always follows a checkpoint.
    const first = round % 2 === 0
    if (first) rates.bare.push(await bare())
    rates.ours.push(await ours())
    if (!first) rates.bare.push(await bare())
  }
  const [b, o] = [median(rates.bare), median(rates.ours)]
  return { bare: b, ours: o, ratio: o / b }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0
}
