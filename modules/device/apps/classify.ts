/** What kind of app it is: what a person of ours said, else the table, else a good guess. */
import { guessOf } from './guess.ts'
import { weighty, type AppKind, type Classified } from './kind.ts'
import { kindInTable } from './table.ts'

/** A guess likelier wrong than right is none: the app is `unknown`, and waits for a person. */
export const CONFIDENCE_MIN = 0.5

/**
 * Pure and the same for everyone. `answers` are the review's, by package; `label` is what the phone
 * shows below the icon, and helps a guess only.
 */
export function classify(
  packageName: string,
  label: string | undefined,
  answers: ReadonlyMap<string, AppKind>,
): Classified {
  const answered = answers.get(packageName)
  if (answered) return { kind: answered, basis: 'answer', confidence: 1 }
  const listed = kindInTable(packageName)
  if (listed) return { kind: listed, basis: 'table', confidence: 1 }
  const { kind, confidence } = guessOf(packageName, label)
  return { kind: confidence < CONFIDENCE_MIN ? 'unknown' : kind, basis: 'guess', confidence }
}

/** Whether a person ought to look: nobody could tell, or a mere guess would weigh on someone. */
export const wantsReview = ({ kind, basis }: Classified): boolean =>
  basis === 'guess' && (kind === 'unknown' || weighty.has(kind))
