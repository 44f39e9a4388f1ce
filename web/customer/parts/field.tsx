/** A labelled field with its hint, and its error where the eye is. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react'

type Own = {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
  readonly onType: (value: string) => void
  readonly before?: ReactNode
  readonly isLarge?: boolean
}
type Rest = Omit<InputHTMLAttributes<HTMLInputElement>, keyof Own | 'onChange' | 'id'>

export function Field({ label, hint, error, value, onType, before, isLarge, ...rest }: Own & Rest) {
  const id = useId()
  const told = error ?? hint
  return (
    <div className="field" data-wrong={error ? true : undefined}>
      <label htmlFor={id}>{label}</label>
      <div className={isLarge ? 'box large' : 'box'}>
        {before && (
          <span className="before" aria-hidden="true">
            {before}
          </span>
        )}
        <input
          {...rest}
          id={id}
          value={value}
          onChange={(event) => onType(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={told ? `${id}-told` : undefined}
        />
      </div>
      {told && (
        <p
          className={error ? 'wrong' : 'hint'}
          id={`${id}-told`}
          role={error ? 'alert' : undefined}
        >
          {told}
        </p>
      )}
    </div>
  )
}

/** One of a few, as large targets; nothing is chosen beforehand. */
export function Choice<T extends string | number>({
  label,
  options,
  value,
  onChoose,
  error,
  layout = '',
}: {
  readonly label: string
  readonly options: readonly (readonly [value: T, words: string, more?: string])[]
  readonly value: T | undefined
  readonly onChoose: (value: T) => void
  readonly error?: string | undefined
  /** In a row, or as a grid of numbers; else one below the other. */
  readonly layout?: '' | 'row' | 'row numbers'
}) {
  const name = useId()
  return (
    <fieldset className="choice" data-wrong={error ? true : undefined}>
      <legend>{label}</legend>
      <div className={`options ${layout}`}>
        {options.map(([option, words, more]) => (
          <label key={option} className="option" data-on={value === option || undefined}>
            <input
              type="radio"
              name={name}
              value={option}
              checked={value === option}
              onChange={() => onChoose(option)}
            />
            <span>{words}</span>
            {more && <b>{more}</b>}
          </label>
        ))}
      </div>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

export function Tick({
  label,
  isOn,
  onTurn,
  error,
}: {
  readonly label: ReactNode
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
  readonly error?: string | undefined
}) {
  return (
    <div className="tick" data-wrong={error ? true : undefined}>
      <label>
        <input
          name="tick"
          type="checkbox"
          checked={isOn}
          onChange={(event) => onTurn(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {error && (
        <p className="wrong" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
