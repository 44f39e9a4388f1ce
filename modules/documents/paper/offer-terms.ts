/** The numbers of an offer as they stand in our contract. */
import type { InputOf } from '#kernel/contract'
import type { issueKfs } from '../contract.ts'

export type OfferTerms = InputOf<typeof issueKfs>['terms']
