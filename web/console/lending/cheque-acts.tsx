/** What may be done to one cheque where it stands. */
import { CommandButton } from './command-button.tsx'
import type { Cheque } from './cheques.tsx'

export function ChequeActs({
  cheque: { chequeId, loanId, status, demandBy, amount },
  today,
}: {
  readonly cheque: Cheque
  readonly today: string
}) {
  const given = { chequeId }
  const isWithUs = status === 'held' || status === 'due' || status === 'returned'
  return (
    <span className="row-acts">
      {status === 'deposited' || status === 'cleared' ? (
        <CommandButton
          name="payments.return-cheque"
          given={given}
          begin={{ returnedOn: today }}
          says="Returned"
        />
      ) : null}
      {demandBy === undefined ? null : (
        <CommandButton
          name="payments.record-demand"
          given={given}
          begin={{ sentOn: today }}
          says="Demand sent"
        />
      )}
      {status === 'returned' ? (
        <CommandButton
          name="payments.take-cheques"
          given={{ loanId, replaces: chequeId }}
          begin={{ amount, drawnOn: today }}
          says="Replace"
        />
      ) : null}
      {isWithUs ? (
        <CommandButton name="payments.set-cheque-aside" given={given} says="Set aside" />
      ) : null}
      {status === 'to-give-back' ? (
        <CommandButton
          name="payments.set-cheque-aside"
          given={given}
          begin={{ why: 'given-back' }}
          says="Given back"
        />
      ) : null}
    </span>
  )
}
