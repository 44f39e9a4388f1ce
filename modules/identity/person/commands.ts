/** What a person tells us about themselves, kept in the vault; and who of the staff saw it. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  AccountKept,
  chooseLanguage,
  keepAccount,
  keepPan,
  keepProfile,
  PanKept,
  PersonRevealed,
  ProfileKept,
  revealPerson,
} from '../contract.ts'
import { openSeal } from '../engines/seal.ts'
import { keep } from '../vault/commands.ts'
import { opened } from '../vault/queries.ts'
import { birthRefusal, maskedName, maskedPan, panRefusal } from './person.ts'
import { profileIn } from './profile.ts'
import { elderWithPan, personOf, saveAccount, saveLanguage, savePan, saveProfile } from './store.ts'

export const personCommands = [
  run(chooseLanguage, async ({ language }, tx) => {
    await saveLanguage(tx, tx.actor.id, language)
    return {}
  }),

  run(keepProfile, async (profile, tx) => {
    const refusal = birthRefusal(profile.birthDate, tx.today)
    if (refusal) return refusal

    await keep(tx, tx.actor.id, 'profile', JSON.stringify(profile))
    const profileVersion = await saveProfile(tx, tx.actor.id, maskedName(profile.name))
    await tx.emit(tx.actor.id, [ProfileKept({ profileVersion })])
    return { profileVersion }
  }),

  run(keepPan, async ({ pan }, tx) => {
    const refusal = panRefusal(pan)
    if (refusal) return refusal

    await keep(tx, tx.actor.id, 'pan', pan)
    const hash = openSeal(tx.secret('master')).mark('pan', pan)
    await savePan(tx, tx.actor.id, { hash, shown: maskedPan(pan) })
    const elder = await elderWithPan(tx, tx.actor.id, hash)
    await tx.emit(tx.actor.id, [PanKept({ panKnown: elder !== undefined })])
    return { panKnown: true } // Whether another holds it too is not the asker's to know.
  }),

  run(keepAccount, async ({ accountNumber, ifsc }, tx) => {
    const ending = accountNumber.slice(-4)
    const numberHash = openSeal(tx.secret('master')).mark('account', accountNumber)
    const account = { id: tx.newId('acc'), ending, ifsc, numberHash }
    const { id: accountId, first } = await saveAccount(tx, tx.actor.id, account)
    if (first) await keep(tx, tx.actor.id, `account:${accountId}`, accountNumber)
    if (first) await tx.emit(tx.actor.id, [AccountKept({ accountId, ending, ifsc })])
    return { accountId, ending }
  }),

  run(revealPerson, async ({ customerId, purpose }, tx) => {
    if (!(await personOf(tx, customerId))) return refuse('unknown-person')
    const { profile, phone, pan } = await opened(tx, customerId, 'profile', 'phone', 'pan')
    const { name, address } = profileIn(profile) ?? {}
    const shown = { ...(name && { name }), ...(phone && { phone }), ...(pan && { pan }) }
    const all = { ...shown, ...(address && { address }) }
    await tx.emit(customerId, [PersonRevealed({ customerId, fields: Object.keys(all), purpose })])
    return all
  }),
]
