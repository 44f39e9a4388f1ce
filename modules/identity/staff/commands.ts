/** Logins of the staff: made, checked, ended. */
import { msOf } from '#kernel/dates'
import { refuse } from '#kernel/decider'
import { run } from '#platform/http'
import {
  enrolStaff,
  StaffEnrolled,
  StaffLocked,
  StaffSuspended,
  suspendStaff,
  verifyStaff,
} from '../contract.ts'
import { hashedPassword, isPassword, SALT_BYTES } from '../engines/password.ts'
import { secretText, SECRET_BYTES, stepOf } from '../engines/totp.ts'
import { parcel } from '../vault/commands.ts'
import { openedParcel } from '../vault/queries.ts'
import { isStrong, tried } from './staff.ts'
import { insertStaff, lockStaff, saveLogin, suspend } from './store.ts'

/** Facts about the staff are about no customer. */
const HOUSE = 'sys_identity'

export const staffCommands = [
  run(enrolStaff, async ({ login, password, roles }, tx) => {
    if (roles.length === 0) return refuse('no-role')
    if (!isStrong(password, login)) return refuse('weak-password')

    const staffId = tx.newId('stf')
    const totpSecret = secretText(tx.random(SECRET_BYTES))
    const totpSealed = await parcel(tx, staffId, 'totp', totpSecret)
    const passwordHash = await hashedPassword(password, tx.random(SALT_BYTES))
    const row = { id: staffId, login, passwordHash, totpSealed, roles: roles.join(' ') }
    if (!(await insertStaff(tx, row))) return refuse('login-taken')
    await tx.emit(HOUSE, [StaffEnrolled({ staffId, roles })])
    return { staffId, totpSecret }
  }),

  run(suspendStaff, async ({ staffId }, tx) => {
    if (staffId === tx.actor.id) return refuse('oneself')
    if (!(await suspend(tx, staffId))) return refuse('unknown-staff')
    await tx.emit(HOUSE, [StaffSuspended({ staffId })])
    return { staffId }
  }),

  run(verifyStaff, async ({ login, password, totp }, tx) => {
    const staff = await lockStaff(tx, login)
    const right = await isPassword(password, staff?.passwordHash)
    if (!staff) return refuse('wrong-credentials')

    const secret = (await openedParcel(tx, staff.totpSealed)) ?? ''
    const step = stepOf(secret, totp, msOf(tx.wallNow))
    const outcome = tried(staff, { isPassword: right, step }, tx.wallNow)
    await saveLogin(tx, staff.id, outcome.next)
    if ('isIn' in outcome) return { staffId: staff.id, roles: staff.roles.split(' ') }
    const until = outcome.next.lockedUntil
    if (outcome.lockedNow && until)
      await tx.emit(HOUSE, [StaffLocked({ staffId: staff.id, until })])
    return refuse(outcome.refused)
  }),
]
