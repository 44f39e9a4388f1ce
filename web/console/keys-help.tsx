/** `?`: what the keys do. */
import { Modal } from 'antd'

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl K or /', 'Find a person, loan, page or action'],
  ['g then l', 'Live'],
  ['g then f', 'Find'],
  ['g then c', 'Clocks'],
  ['g then r', 'Repayments'],
  ['g then d', 'Day-end'],
  ['g then b', 'Ledger'],
  ['g then p', 'Parked'],
  ['g then o', 'Proposals'],
  ['t', 'On Live: the same numbers as a table'],
  ['↓ ↑ or j k', 'In a list: the next, the one before'],
  ['← →', 'On the river: from step to step; Enter opens it'],
  ['[', 'Fold or show the menu'],
  ['Esc', 'Close what is open'],
  ['?', 'This help'],
]

export function KeysHelp({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title="Keys" width={420}>
      <dl className="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
