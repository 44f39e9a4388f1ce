/** What identity tells of a person to the modules that must know it, at the moment they must. */
import { stateOfPin } from '#kernel/indian-state'
import { answer, list, one } from '#platform/http'
import {
  accountEntity,
  accountOf,
  accountOwner,
  contactOf,
  contactsOf,
  customersKnown,
  findPerson,
  homeStateOf,
  namesOf,
  peopleAtPin,
  personEntity,
  profileOf,
} from '../contract.ts'
import { hashOf, openSeal } from '../engines/seal.ts'
import { opened, openedOfMany } from '../vault/queries.ts'
import { nameWords } from './name.ts'
import { phoneOf } from './person.ts'
import { emailOf, profileIn } from './profile.ts'
import {
  accountHolder,
  peopleAmong,
  peopleByHash,
  peopleByName,
  peopleByProfile,
  personOf,
  standingRecord,
} from './store.ts'
import type { Language } from '../consent/notice.ts'

/** Of one identifier, and of one PIN code. */
const PEOPLE_MAX = 20
const AT_PIN_MAX = 1000

export const personQueries = [
  list(personEntity),
  one(personEntity),
  list(accountEntity),
  one(accountEntity),

  answer(contactsOf, async ({ customerId }, tx) => {
    const person = await personOf(tx, customerId)
    if (!person) return {}
    const { phone, profile } = await opened(tx, customerId, 'phone', 'profile')
    const { email, address, pinCode } = profileIn(profile) ?? {}
    return {
      language: person.language,
      ...(phone && { phone }),
      ...(email && { email }),
      ...(address && { address: `${address}, ${pinCode}` }),
    }
  }),

  answer(contactOf, async ({ customerId }, tx) => {
    const person = await personOf(tx, customerId)
    const { phone, profile } = await opened(tx, customerId, 'phone', 'profile')
    const { email, name } = profileIn(profile) ?? {}
    const language = (person?.language ?? 'en') as Language
    return { ...(phone && { phone }), ...(email && { email }), ...(name && { name }), language }
  }),

  answer(homeStateOf, async ({ customerId }, tx) => {
    const { profile } = await opened(tx, customerId, 'profile')
    const state = stateOfPin(profileIn(profile)?.pinCode ?? '')
    return state === undefined ? {} : { state }
  }),

  answer(profileOf, async ({ customerId }, tx) => {
    const person = await personOf(tx, customerId)
    const { phone, pan, profile: text } = await opened(tx, customerId, 'phone', 'pan', 'profile')
    const profile = profileIn(text)
    if (!person || !profile || !phone) throw new Error(`${customerId} has no profile in the vault`)
    return { ...profile, phone, ...(pan && { pan }), language: person.language as Language }
  }),

  answer(accountOf, async ({ accountId }, tx) => {
    const holder = await accountHolder(tx, accountId)
    if (!holder) throw new Error(`identity keeps no account ${accountId}`)
    const { customerId, ifsc } = holder
    const number = (await opened(tx, customerId, `account:${accountId}`))[`account:${accountId}`]
    if (number === undefined) throw new Error(`the number of ${accountId} was erased`)
    return { customerId, accountNumber: number, ifsc }
  }),

  answer(accountOwner, async ({ accountId }, tx) => {
    const holder = await accountHolder(tx, accountId)
    if (!holder) return {}
    const { customerId, ifsc, numberHash } = holder
    // A number is one account at one bank; its branch may change, the bank's four letters do not.
    const accountHash = hashOf(`${ifsc.slice(0, 4)} ${numberHash}`)
    return { customerId, personId: await standingRecord(tx, customerId), accountHash }
  }),

  answer(findPerson, async ({ phone, pan, name, email }, tx) => {
    const seal = openSeal(tx.secret('master'))
    const hashes = {
      phone: phone && seal.mark('phone', phoneOf(phone)),
      pan: pan && seal.mark('pan', pan),
    }
    const words = name === undefined ? [] : nameWords(name)
    const marks = words.map((word) => seal.mark('name', word))
    const named = marks.length === 0 ? [] : await peopleByName(tx, marks)
    const mailed =
      email === undefined
        ? []
        : await peopleByProfile(tx, seal.mark('email', emailOf(email)), PEOPLE_MAX)
    const found = [...(await peopleByHash(tx, hashes)), ...named, ...mailed]
    return { customerIds: [...new Set(found)].slice(0, PEOPLE_MAX) }
  }),

  answer(peopleAtPin, async ({ pinCode }, tx) => {
    const mark = openSeal(tx.secret('master')).mark('pin', pinCode)
    const found = await peopleByProfile(tx, mark, AT_PIN_MAX + 1)
    return { customerIds: found.slice(0, AT_PIN_MAX), more: found.length > AT_PIN_MAX }
  }),

  answer(namesOf, async ({ customerIds }, tx) => {
    const found = await openedOfMany(tx, customerIds, 'phone', 'profile')
    const people = customerIds.map((customerId) => {
      const { phone, profile } = found.get(customerId) ?? {}
      const name = profileIn(profile)?.name
      return { customerId, ...(name && { name }), ...(phone && { phone }) }
    })
    return { people }
  }),

  answer(customersKnown, async ({ customerIds }, tx) => ({
    customerIds: await peopleAmong(tx, customerIds),
  })),
]
