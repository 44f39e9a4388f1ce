/**
 * A bank's answer to a data request: the person's own passbook in the DEPOSIT schema, closed for
 * the asker alone (X25519, both nonces xored, HKDF-SHA256, AES-256-GCM), so that the aggregator
 * passes on what it cannot read.
 */
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto'
import { date } from '#kernel/dates'
import { decimal, money } from '#kernel/money'
import { movementsOf, type Movement } from '../people/passbook.ts'
import { person } from '../people/person.ts'
import type { Party } from '../world.ts'

type Asked = { id: string; from: string; to: string; publicKey: string; nonce: string }

export function parcelFor(seed: string, party: Party, asked: Asked) {
  const secret = createHash('sha256').update(`${seed}/bank/${asked.id}`).digest()
  const nonce = createHash('sha256').update(`${seed}/nonce/${asked.id}`).digest()
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const own = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const spki = Buffer.from('302a300506032b656e032100', 'hex')
  const publicKey = createPublicKey({
    key: Buffer.concat([spki, Buffer.from(asked.publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  const theirs = Buffer.from(asked.nonce, 'base64')
  const both = Buffer.from(nonce.map((byte, at) => byte ^ (theirs[at] ?? 0)))
  const shared = diffieHellman({ privateKey, publicKey })
  const key = Buffer.from(hkdfSync('sha256', shared, both.subarray(0, 20), '', 32))
  const cipher = createCipheriv('aes-256-gcm', key, both.subarray(20))
  const plain = JSON.stringify(statementOf(seed, party, asked))
  const closed = [cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return {
    fipId: 'SBX-BANK',
    data: [{ encryptedFI: Buffer.concat(closed).toString('base64') }],
    KeyMaterial: {
      cryptoAlg: 'ECDH',
      curve: 'Curve25519',
      DHPublicKey: { KeyValue: own.subarray(-32).toString('base64') },
      Nonce: nonce.toString('base64'),
    },
  }
}

/** A stranger banks as one of our people does; only the name is not theirs to be judged by. */
function statementOf(seed: string, party: Party, { from, to }: Asked) {
  const who = party.person ?? person(seed, 1)
  const lines = movementsOf(seed, who, date(from), date(to)).filter(({ kind }) => kind !== 'bounce')
  const Transaction = lines.map((line, at) => lineOf(line, at))
  return {
    Account: {
      type: 'deposit',
      version: '2.0.0',
      linkedAccRef: `link-${who.account}`,
      maskedAccNumber: `XXXXXX${who.account.slice(-4)}`,
      Profile: { Holders: { type: 'SINGLE', Holder: [{ name: who.nameAtBank }] } },
      Summary: { currency: 'INR', type: 'SAVINGS', ifscCode: who.ifsc, status: 'ACTIVE' },
      Transactions: { startDate: from, endDate: to, Transaction },
    },
  }
}

const narrations: { readonly [kind in Movement['kind']]: (other: string) => string } = {
  salary: (other) => `NEFT CR-${other}-SALARY`,
  credit: (other) => `UPI/CR/${other}`,
  spend: (other) => `UPI/DR/${other}`,
  cash: (other) => `ATM WDL ${other}`,
  bet: (other) => `UPI/DR/${other}`,
  emi: (other) => `ACH D- ${other}`,
  bounce: (other) => `ACH D RTN ${other}`,
}
const modes: { readonly [kind in Movement['kind']]: string } = {
  ...{ salary: 'FT', credit: 'UPI', spend: 'UPI', cash: 'ATM', bet: 'UPI' },
  ...{ emi: 'OTHERS', bounce: 'OTHERS' },
}

function lineOf({ on, kind, amount, with: other, balance }: Movement, at: number) {
  const isCredit = kind === 'salary' || kind === 'credit'
  return {
    txnId: `T${on.replaceAll('-', '')}${String(at).padStart(5, '0')}`,
    type: isCredit ? 'CREDIT' : 'DEBIT',
    mode: modes[kind],
    amount: decimal(money(amount)),
    currentBalance: decimal(money(balance)),
    transactionTimestamp: `${on}T10:00:00+05:30`,
    valueDate: on,
    narration: narrations[kind](other),
    reference: '',
  }
}
