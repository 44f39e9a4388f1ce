/** How people are found, and named, by what identity keeps of them. */
import { entity, query, t } from '#kernel/contract'

const customerId = t.id('cus')
/** The six digits of a post office: an area, and nobody’s alone. */
export const pinCode = t.text({ min: 6, max: 6, pattern: '^[1-9]\\d{5}$' })

/**
 * People by an identifier, found through its keyed hash (never by the plain value). A name finds
 * everyone whose name has all of its words.
 */
export const findPerson = query('identity.find-person', {
  input: {
    phone: t.optional(t.phone),
    pan: t.optional(t.pan),
    name: t.optional(t.personName),
    email: t.optional(t.email),
  },
  output: { customerIds: t.list(customerId, 20) },
  allow: [
    ...['module:monitor', 'module:gateway', 'module:payments'],
    ...['ops', 'credit', 'support', 'collections', 'risk'],
  ],
})

/** Who lives where the PIN code says, those who came last first; `more` when there are others. */
export const peopleAtPin = query('identity.people-at-pin', {
  input: { pinCode },
  output: { customerIds: t.list(customerId, 1000), more: t.flag },
  allow: ['module:monitor'],
})

/** Names for screens: already masked where the asker may not see more. */
export const namesOf = query('identity.names-of', {
  input: { customerIds: t.list(customerId, 200) },
  output: {
    people: t.list(
      t.shape({ customerId, name: t.optional(t.personName), phone: t.optional(t.phone) }),
      200,
    ),
  },
  allow: ['module:monitor'],
})

/** Which of these are customers of ours: for a book that is taken over. */
export const customersKnown = query('identity.customers-known', {
  input: { customerIds: t.list(customerId, 1000) },
  output: { customerIds: t.list(customerId, 1000) },
  allow: ['module:lending'],
})

/** A bank account of a person's own; whether it is theirs is kyc's to say. */
export const accountEntity = entity('identity.account', {
  id: t.id('acc'),
  title: 'ending',
  fields: {
    customerId,
    /** The last four digits. */
    ending: t.text({ max: 4 }),
    ifsc: t.text({ max: 11 }),
    keptAt: t.instant,
  },
  filters: ['customerId'],
  sort: ['keptAt'],
  allow: ['ops', 'credit', 'support', 'collections', 'risk', 'finance'],
})

/** How a person is reached, masked for the staff. */
export const contactsOf = query('identity.contacts-of', {
  input: { customerId },
  output: {
    phone: t.optional(t.phone),
    email: t.optional(t.email),
    address: t.optional(t.address),
    language: t.optional(t.text({ max: 2 })),
  },
  allow: ['ops', 'credit', 'support', 'collections', 'risk'],
})
