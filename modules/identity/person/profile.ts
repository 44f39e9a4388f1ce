/** The profile as it rests in the vault: one sealed text (DL-02). */
import type { InputOf } from '#kernel/contract'
import type { keepProfile } from '../contract.ts'

export type Profile = InputOf<typeof keepProfile>

export const profileIn = (text: string | undefined): Profile | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as Profile)

/** One mailbox, one text: of either case, with what was typed around it gone. */
export const emailOf = (given: string): string => given.trim().toLowerCase()
