/** Signing in by phone: a code is asked for, sent (by comms), entered. */
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  CustomerMinted,
  InstallLinked,
  OtpBurnt,
  OtpIssued,
  requestOtp,
  SignedIn,
  verifyOtp,
} from '../contract.ts'
import { openSeal, sameMark } from '../engines/seal.ts'
import { maskedPhone, phoneOf } from '../person/person.ts'
import { mintPerson, saveLanguage } from '../person/store.ts'
import { keep, parcel } from '../vault/commands.ts'
import {
  CODE_BYTES,
  codeOf,
  DIGITS,
  expiryOf,
  holdOf,
  isTooMany,
  REQUESTS_WITHIN_MS,
  tried,
} from './otp.ts'
import { insertOtp, lockOtp, saveOtp } from './store.ts'

export const loginCommands = [
  run(requestOtp, async ({ phone: given, language, installId }, tx) => {
    const seal = openSeal(tx.secret('master'))
    const phone = phoneOf(given)
    const hash = seal.mark('phone', phone)
    const requests = await tx.kv.increment(`identity:codes:${hash}`, 1, REQUESTS_WITHIN_MS)
    if (isTooMany(requests)) return refuse('too-many-codes')

    const person = await mintPerson(tx, { hash, shown: maskedPhone(phone) }, language ?? 'en')
    if (person.minted) {
      await keep(tx, person.id, 'phone', phone)
      await tx.emit(person.id, [
        CustomerMinted({ customerId: person.id, language: language ?? 'en' }),
      ])
    } else if (language && language !== person.language) {
      await saveLanguage(tx, person.id, language)
    }
    const otpId = tx.newId('otp')
    const code = codeOf(tx.random(CODE_BYTES))
    const expiresAt = expiryOf(tx.now)
    const codeHash = seal.mark('otp', `${otpId}\n${code}`)
    const heldUntil = holdOf(tx.wallNow)
    const born = { status: 'open', attempts: 0, expiresAt, heldUntil } as const
    const whose = { id: otpId, customerId: person.id, installId: installId ?? null }
    await insertOtp(tx, { ...whose, codeHash, ...born })
    const codeSealed = await parcel(tx, person.id, 'otp', code)
    await tx.emit(person.id, [OtpIssued({ otpId, codeSealed, expiresAt })])
    return { otpId, expiresAt, digits: DIGITS }
  }),

  run(verifyOtp, async ({ otpId, code, installId }, tx) => {
    const otp = await lockOtp(tx, otpId)
    if (!otp) return refuse('wrong-code') // Ids are unguessable: a made-up one learns nothing.
    const given = openSeal(tx.secret('master')).mark('otp', `${otpId}\n${code}`)
    const outcome = tried(otp, sameMark(given, otp.codeHash), tx)
    await saveOtp(tx, otpId, outcome.next)
    if ('refused' in outcome) {
      const { attempts } = outcome.next
      if (outcome.burnt) await tx.emit(otp.customerId, [OtpBurnt({ otpId, attempts })])
      return refuse(outcome.refused)
    }
    const { customerId } = otp
    const install = installId ?? otp.installId
    const linked = install ? [InstallLinked({ installId: install, customerId })] : []
    await tx.emit(customerId, [...linked, SignedIn({ otpId })])
    return { customerId }
  }),
]
