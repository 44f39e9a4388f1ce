/** The PAN issuer's checker and the sanctions lists. */
import { token } from '../draw.ts'
import { DAY, KEY, optionalText, text } from '../form.ts'
import { chance, fate, partyOf, type Answer, type Ask, type Vendor, type World } from '../world.ts'

const PAN = /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/
const HOLDERS: { readonly [letter: string]: string } = {
  P: 'individual',
  C: 'company',
  H: 'huf',
  F: 'firm',
  A: 'association',
  T: 'trust',
  B: 'body',
  G: 'government',
  J: 'juridical',
  L: 'local-authority',
}
/** Names nobody bears, so that a person trying the product can see a hit. */
const LISTED: ReadonlySet<string> = new Set(['dawood listed', 'listed person'])

export const kyc: Vendor = {
  name: 'kyc',
  doors: { 'POST /kyc/pan': checkPan, 'POST /kyc/sanctions': screen },
}

function checkPan({ body }: Ask, world: World): Answer {
  const [pan, name] = [text(body, 'pan'), text(body, 'name')]
  const [dob, key] = [optionalText(body, 'dob'), text(body, 'key', KEY)]
  const { entry } = world.ledger.once('pan', key, { pan, name, dob }, () => {
    const { subject, person, traits } = partyOf(world, { pan })
    const id = token('kyc', world.seed, key)
    const status = traits.pan ?? (PAN.test(pan) ? 'valid' : 'invalid')
    const card = {
      status,
      nameOnCard: person?.name ?? name,
      dobMatches: person && dob ? person.dob === dob : true,
      aadhaarLinked: traits.aadhaarLinked ?? (!person || fate(world, subject, 'linked') > 0.01),
      category: HOLDERS[pan[3] ?? ''] ?? 'individual',
    }
    const answer = status === 'valid' ? card : { status }
    const asked = { pan, name }
    return { kind: 'pan', key, id, subject, status, body: { asked, answer: { id, ...answer } } }
  })
  return { json: entry.body.answer }
}

function screen({ body }: Ask, world: World): Answer {
  const [name, key] = [text(body, 'name'), text(body, 'key', KEY)]
  const [dob, pan] = [optionalText(body, 'dob'), optionalText(body, 'pan')]
  if (dob) text(body, 'dob', DAY)
  const { entry } = world.ledger.once('sanctions', key, { name, dob, pan }, () => {
    const { subject, traits } = partyOf(world, { pan })
    const id = token('scr', world.seed, key)
    const hit = traits.sanctioned ?? LISTED.has(name.toLowerCase())
    const list = hit ? { list: 'UNSC-1267', reference: token('qdi', subject) } : {}
    const score = hit ? 97 : Math.floor(chance(world, subject, 'screen') * 40)
    const answer = { id, hit, listDate: world.clock.today(), score, ...list }
    const status = hit ? 'hit' : 'clear'
    return { kind: 'sanctions', key, id, subject, status, body: { asked: { name }, answer } }
  })
  return { json: entry.body.answer }
}
