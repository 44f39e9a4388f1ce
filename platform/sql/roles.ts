/** Schemas and login roles, one of each a module (DESIGN §9). Works without superuser. */
import { createHash } from 'node:crypto'
import type postgres from 'postgres'
import { passwordOf, roleOf } from './pool.ts'

/** Roles belong to the whole server, so two databases may make the same one at the same moment. */
const ATTEMPTS_MAX = 8
const RACE_LOST = new Set(['23505', '42710', 'XX000'])

/** Makes or mends the module's schema and role; cheap when nothing changed since `seal`. */
export async function ensureRole(
  owner: postgres.ReservedSql,
  module: string,
  masterKey: string | Uint8Array,
): Promise<void> {
  const role = roleOf(module)
  const password = passwordOf(masterKey, role)
  const seal = createHash('sha256').update(password).digest('hex')
  const [known] = await owner<{ sha256: string; roleIs: boolean }[]>`
    select m.sha256, exists (select from pg_roles where rolname = ${role}) as "roleIs"
      from platform.migration m where m.module = ${module} and m.file = 'role'`
  if (known?.sha256 === seal && known.roleIs) return
  for (let tries = 1; ; tries++) {
    try {
      await owner.unsafe(roleText(role, module, password, await hasSetOption(owner)))
      break
    } catch (error) {
      const { code } = error as { code?: string }
      if (tries >= ATTEMPTS_MAX || !code || !RACE_LOST.has(code)) throw error
    }
  }
  await owner`
    insert into platform.migration (module, file, sha256) values (${module}, 'role', ${seal})
    on conflict (module, file) do update set sha256 = excluded.sha256, at = now()`
}

/** PostgreSQL 16 and later refuse `set role` to a role's own creator unless it is granted so. */
async function hasSetOption(owner: postgres.ReservedSql): Promise<boolean> {
  const [row] = await owner<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`
  return (row?.version ?? 0) >= 160000
}

/** Names are checked by the migrator, and the password is hex: nothing here needs escaping. */
function roleText(role: string, schema: string, password: string, setOption: boolean): string {
  const member = `grant "${role}" to current_user${setOption ? ' with set true, inherit true' : ''}`
  return `
    begin;
    do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        create role "${role}" login noinherit password '${password}';
        ${member};
      else
        alter role "${role}" password '${password}';
        if not pg_has_role(current_user, '${role}', 'member') then ${member}; end if;
      end if;
    end $$;
    alter role "${role}" set search_path = "${schema}";
    create schema if not exists "${schema}" authorization "${role}";
    grant usage on schema platform to "${role}";
    commit;`
}
