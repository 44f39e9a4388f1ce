/** Who we are to the bureaus. A sample: a deployment puts its own member code here. */
import type { Member } from './record.ts'

export const member: Member = { code: 'NB00000000', shortName: 'DHARAFIN' }
