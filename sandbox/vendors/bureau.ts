/** A credit bureau: the report its members' reporting adds up to, the same whoever pulls it. */
import { token } from '../draw.ts'
import { DAY, KEY, PHONE, optionalText, text } from '../form.ts'
import { recordOf, strangerRecord, type CreditRecord } from '../people/record.ts'
import { partyOf, type Answer, type Ask, type Party, type Vendor, type World } from '../world.ts'

export const bureau: Vendor = { name: 'bureau', doors: { 'POST /bureau/pull': pull } }

/** Needs a consent and a purpose: the bureau's own audit asks for both (SPEC §5.1). */
function pull({ body }: Ask, world: World): Answer {
  const pan = text(body, 'pan', /^[A-Z]{5}\d{4}[A-Z]$/)
  const asked = {
    pan,
    name: text(body, 'name'),
    dob: text(body, 'dob', DAY),
    phone: text(body, 'phone', PHONE),
    consentId: text(body, 'consentId'),
    purpose: text(body, 'purpose'),
  }
  const key = text(body, 'key', KEY)
  const member = optionalText(body, 'member') ?? 'DHARA'
  const { entry } = world.ledger.once('pull', key, asked, () => {
    const party = partyOf(world, { pan })
    const id = token('rpt', world.seed, key)
    const record = scored(world, party, pan)
    const status = record.score === null ? 'no-score' : 'scored'
    const answer = {
      reportId: id,
      pulledAt: world.clock.at(),
      member,
      name: party.person?.name ?? asked.name,
      newToCredit: record.score === null,
      ...record,
    }
    return { kind: 'pull', key, id, subject: party.subject, status, body: { asked, answer } }
  })
  return { json: entry.body.answer }
}

function scored(world: World, party: Party, pan: string): CreditRecord {
  const on = world.clock.today()
  const { score } = party.traits
  const record = party.person
    ? recordOf(world.seed, party.person, on)
    : strangerRecord(world.seed, pan, on)
  if (score === undefined) return record
  return score === null ? { ...record, score, accounts: [], enquiries: [] } : { ...record, score }
}
