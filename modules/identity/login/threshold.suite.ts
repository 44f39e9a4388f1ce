/** Identity in a database of its own, and people who signed in there: for its tests. */
import { must } from '#kernel/decider'
import type { Id } from '#kernel/ids'
import { moduleNamed, openDoorstep, visitor, type Doorstep } from '#test/doorstep'
import { openCode, requestOtp, verifyOtp } from '../contract.ts'
import { module } from '../module.ts'

export const gateway = moduleNamed('gateway')
export const comms = moduleNamed('comms')

export type Issued = { otpId: Id<'otp'>; codeSealed: string }
export type Threshold = Doorstep & {
  /** The code as the person reads it in the SMS. */
  codeSent(otpId: string): Promise<string>
  signedIn(phone: string): Promise<Id<'cus'>>
}

export async function openThreshold(): Promise<Threshold> {
  const house = await openDoorstep([module])
  const codeSent = async (otpId: string): Promise<string> => {
    const issued = await house.told<Issued>('identity.otp-issued')
    const { codeSealed } = issued.find((one) => one.otpId === otpId)!
    return (await house.ask(openCode, { codeSealed }, comms)).code
  }
  const signedIn = async (phone: string): Promise<Id<'cus'>> => {
    const { otpId } = must(await house.ask(requestOtp, { phone }, visitor))
    const code = await codeSent(otpId)
    return must(await house.ask(verifyOtp, { otpId, code }, gateway)).customerId
  }
  return { ...house, codeSent, signedIn }
}
