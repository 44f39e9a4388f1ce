/** What identity says of the people who work here. */
import { command, entity, event, query, t } from '#kernel/contract'

/** Who may work here. Declared once; commands name them in `allow`. */
export const roles = [
  'ops',
  'credit',
  'support',
  'collections',
  'risk',
  'finance',
  'admin',
] as const

export const staffEntity = entity('identity.staff', {
  id: t.id('stf'),
  title: 'login',
  fields: { login: t.text({ max: 60 }), roles: t.text({ max: 200 }), active: t.flag },
  filters: ['active'],
  sort: ['login'],
  allow: ['admin'],
})

export const StaffEnrolled = event('identity.staff-enrolled', {
  staffId: t.id('stf'),
  roles: t.list(t.text({ max: 40 }), 20),
})
/** Gateway closes the sessions that person still has. */
export const StaffSuspended = event('identity.staff-suspended', { staffId: t.id('stf') })
/** Too many wrong passwords or codes. */
export const StaffLocked = event('identity.staff-locked', {
  staffId: t.id('stf'),
  until: t.instant,
})

/** Checks login, password and TOTP. Gateway calls it and opens a session. */
export const verifyStaff = command('identity.verify-staff', {
  input: { login: t.text({ min: 1, max: 60 }), password: t.secret, totp: t.secret },
  output: { staffId: t.id('stf'), roles: t.list(t.text({ max: 40 }), 20) },
  refusals: ['wrong-credentials', 'locked'],
  allow: ['module:gateway'],
})

/** Makes a login for someone of the staff; the TOTP secret is told once, here, and never again. */
export const enrolStaff = command('identity.enrol-staff', {
  input: {
    login: t.text({ min: 2, max: 60, pattern: '^[a-z0-9][a-z0-9.@_-]*$' }),
    password: t.secret,
    roles: t.list(t.oneOf(...roles), 7),
  },
  output: { staffId: t.id('stf'), totpSecret: t.secret },
  refusals: ['login-taken', 'weak-password', 'no-role'],
  allow: ['admin', 'module:identity'],
})
/** Ends a login; the person's sessions close with it. */
export const suspendStaff = command('identity.suspend-staff', {
  input: { staffId: t.id('stf') },
  output: { staffId: t.id('stf') },
  refusals: ['unknown-staff', 'oneself'],
  allow: ['admin'],
})

/** Who works here now, by their logins: whom work may be given to. */
export const colleagues = query('identity.colleagues', {
  input: {},
  output: {
    colleagues: t.list(
      t.shape({ staffId: t.id('stf'), login: t.text({ max: 60 }), roles: t.text({ max: 200 }) }),
      500,
    ),
  },
  allow: [...roles, 'module:lending', 'module:monitor'],
})
