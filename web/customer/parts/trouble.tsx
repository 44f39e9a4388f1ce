/** What went wrong: what happened, what was kept, what to do, and the request to name to us. */
import { isPassing, type Problem } from '#web/kit/problem.ts'
import type { Words } from '../words/english.ts'
import { useWords } from '../words/words.ts'
import { Button } from './button.tsx'

export function Trouble({
  problem,
  onAgain,
}: {
  readonly problem: Problem | undefined
  readonly onAgain?: () => void
}) {
  const words = useWords()
  if (!problem) return null
  const said = sentencesOf(problem, words)
  return (
    <div className="trouble" role="alert">
      <b>{said[0]}</b>
      {said[1] && <p>{said[1]}</p>}
      {problem.requestId && isOurs(problem) && (
        <p className="request">{words.app.request(problem.requestId)}</p>
      )}
      {onAgain && (
        <Button kind="quiet" onPress={onAgain}>
          {words.app.again}
        </Button>
      )}
    </div>
  )
}

const isOurs = ({ status }: Problem): boolean => status >= 500

function sentencesOf(problem: Problem, { faults }: Words): readonly [string, string?] {
  const known = faults.codes[problem.code]
  if (known) return [known]
  if (problem.status === 0) return [faults.unreachable, `${faults.kept} ${faults.connection}`]
  if (isPassing(problem)) return [faults.busy, faults.kept]
  if (problem.fields.length > 0) return [faults.mend]
  if (isOurs(problem)) return [faults.ours, faults.connection]
  return [problem.message]
}
