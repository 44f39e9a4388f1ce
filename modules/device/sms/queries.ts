import { list, one, type Door, type Shelf } from '#platform/http'
import { smsTemplate } from './face.ts'

export const smsQueries: readonly (Door | Shelf)[] = [list(smsTemplate), one(smsTemplate)]
