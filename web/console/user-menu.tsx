/** Who is here, with which roles; light or dark; the way out. */
import { useMutation } from '@tanstack/react-query'
import { Button, Popover, Segmented } from 'antd'
import { intentKey } from '#web/kit/door.ts'
import { shortId } from '#web/kit/figures.ts'
import { useMeta } from './meta.ts'
import { client, door } from './session.ts'
import { chooseTheme, useChoice, type Choice } from './theme.ts'
import { worded } from './words.ts'

export function UserMenu() {
  const { actor } = useMeta()
  const roles = (actor.roles ?? []).map(worded).join(', ')
  return (
    <Popover trigger="click" placement="bottomRight" content={<Menu id={actor.id} roles={roles} />}>
      <button type="button" className="user" aria-label={`You: ${roles || 'no role'}`}>
        <span className="user-roles">{roles || 'No role'}</span>
        <span aria-hidden="true">▾</span>
      </button>
    </Popover>
  )
}

const CHOICES: readonly { value: Choice; label: string }[] = [
  { value: 'system', label: 'As device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function Menu({ id, roles }: { readonly id: string; readonly roles: string }) {
  const choice = useChoice()
  const leave = useMutation({
    mutationFn: () => door.run('gateway.sign-out', {}, intentKey()),
    onSettled: () => client.resetQueries({ queryKey: ['meta'] }),
  })
  return (
    <div className="user-menu">
      <p>
        <b>{roles}</b>
        <br />
        <span className="id">{shortId(id)}</span>
      </p>
      <Segmented<Choice>
        options={[...CHOICES]}
        value={choice}
        onChange={chooseTheme}
        aria-label="Light or dark"
      />
      <Button block loading={leave.isPending} onClick={() => leave.mutate()}>
        Sign out
      </Button>
    </div>
  )
}
