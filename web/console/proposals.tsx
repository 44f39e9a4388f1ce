/** `/proposals`: what waits for a second person; another than the proposer decides. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { intentKey } from '#web/kit/door.ts'
import { instantText } from '#web/kit/figures.ts'
import { problemOf } from '#web/kit/problem.ts'
import { IdLink } from './id-link.tsx'
import { Foresight } from './lending/foresight.tsx'
import { commandNamed, useMeta } from './meta.ts'
import { Outcome } from './outcome.tsx'
import { PageHead } from './page-head.tsx'
import { client, door } from './session.ts'
import { Around, Empty } from './states.tsx'
import { Fields } from './value.tsx'
import { titleOf } from './words.ts'

type Proposal = {
  readonly proposalId: string
  readonly call: string
  readonly proposedBy: string
  readonly proposedAt: string
  readonly own: boolean
  readonly input: { readonly [field: string]: unknown }
}

export const useProposals = () =>
  useQuery({
    queryKey: ['proposals'],
    queryFn: ({ signal }) =>
      door.get<{ proposals: readonly Proposal[] }>('/v1/platform/proposals', undefined, { signal }),
    refetchInterval: 15_000,
  })

type Decided = { readonly call: string; readonly answer: unknown }

export function ProposalsPage() {
  const proposals = useProposals()
  const [decided, setDecided] = useState<Decided>()
  const ran = commandNamed(useMeta(), decided?.call ?? '')
  return (
    <>
      <PageHead title="Proposals" says="What waits for a second person, oldest first." />
      {ran && decided ? (
        <section className="card">
          <Outcome command={ran} ran={{ how: 'done', output: decided.answer }} />
        </section>
      ) : null}
      <Around of={proposals}>
        {({ proposals: waiting }) =>
          waiting.length === 0 ? (
            <Empty
              what="Nothing waits for you."
              next="When someone proposes a step that needs two people, it stands here."
            />
          ) : (
            <ul className="proposals">
              {waiting.map((proposal) => (
                <OneProposal key={proposal.proposalId} {...{ proposal }} onRan={setDecided} />
              ))}
            </ul>
          )
        }
      </Around>
    </>
  )
}

function OneProposal({
  proposal,
  onRan,
}: {
  readonly proposal: Proposal
  readonly onRan: (decided: Decided) => void
}) {
  const { proposalId, call, proposedBy, proposedAt, own, input } = proposal
  const command = commandNamed(useMeta(), call)
  const { message } = App.useApp()
  const keys = useRef({ approve: intentKey(), reject: intentKey() })
  const decide = useMutation({
    mutationFn: (outcome: 'approve' | 'reject') =>
      door.run(`platform.${outcome}`, { proposalId }, keys.current[outcome]),
    onSuccess: (ran, outcome) => {
      if (outcome === 'approve' && ran.how === 'done') {
        onRan({ call, answer: (ran.output as { answer?: unknown }).answer ?? {} })
      }
      void message.success(outcome === 'approve' ? 'Approved: it has run.' : 'Rejected.')
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' })
    },
    onError: (error) => void message.error(problemOf(error).message),
  })
  return (
    <li className="card proposal">
      <header>
        <h2>{titleOf(call)}</h2>
        <p>
          Proposed by <IdLink id={proposedBy} /> on {instantText(proposedAt)}
        </p>
      </header>
      {command ? <Fields schema={command.input} value={input} /> : null}
      <Foresight command={call} input={input} />
      {own ? (
        <p className="form-note">You proposed it; someone else decides.</p>
      ) : (
        <p className="buttons">
          <Button
            type="primary"
            loading={decide.isPending && decide.variables === 'approve'}
            onClick={() => decide.mutate('approve')}
          >
            Approve
          </Button>
          <Button
            loading={decide.isPending && decide.variables === 'reject'}
            onClick={() => decide.mutate('reject')}
          >
            Reject
          </Button>
        </p>
      )}
    </li>
  )
}
