/** All SQL of people and their accounts. */
import type { Id } from '#kernel/ids'
import type { Tx } from '#platform/sql'

export type Customer = Id<'cus'>
export type Person = {
  id: Customer
  language: string
  profiled: boolean
  profileVersion: number
  panHash: string | null
  mergedInto: Customer | null
}

/** The customer of a phone, held; made when the phone is new. Two at once get the same one. */
export async function mintPerson(
  tx: Tx,
  phone: { hash: string; shown: string },
  language: string,
): Promise<{ id: Customer; minted: boolean; language: string }> {
  const fresh = tx.newId('cus')
  const [made] = await tx.sql<{ id: Customer; language: string }[]>`
    insert into person (id, phone_hash, phone, language, known_since)
    values (${fresh}, ${phone.hash}, ${phone.shown}, ${language}, ${tx.now})
    on conflict (phone_hash) do nothing
    returning id, language`
  if (made) return { ...made, minted: true }
  const [known] = await tx.sql<{ id: Customer; language: string }[]>`
    select id, language from person where phone_hash = ${phone.hash}`
  if (!known) throw new Error('a phone that is taken has no holder')
  return { ...known, minted: false }
}

export async function personOf(tx: Tx, id: string): Promise<Person | undefined> {
  const [row] = await tx.sql<Person[]>`
    select id, language, profiled, profile_version as "profileVersion",
           pan_hash as "panHash", merged_into as "mergedInto"
      from person where id = ${id}`
  return row
}

/** The new version of the profile. */
export async function saveProfile(tx: Tx, id: string, shownName: string): Promise<number> {
  const [row] = await tx.sql<{ version: number }[]>`
    update person
       set name = ${shownName}, profiled = true, profile_version = profile_version + 1
     where id = ${id}
    returning profile_version as version`
  if (!row) throw new Error(`identity knows no person ${id}`)
  return row.version
}

export async function saveLanguage(tx: Tx, id: string, language: string): Promise<void> {
  await tx.sql`update person set language = ${language} where id = ${id}`
}

export async function savePan(
  tx: Tx,
  id: string,
  pan: { hash: string; shown: string },
): Promise<void> {
  await tx.sql`update person set pan_hash = ${pan.hash}, pan = ${pan.shown} where id = ${id}`
}

/** The earliest other record with this PAN that stands for itself. */
export async function elderWithPan(
  tx: Tx,
  id: string,
  panHash: string,
): Promise<Customer | undefined> {
  const [row] = await tx.sql<{ id: Customer }[]>`
    select id from person
     where pan_hash = ${panHash} and id <> ${id} and merged_into is null
     order by known_since, id limit 1`
  return row?.id
}

/** False when it was merged already. */
export async function merge(tx: Tx, id: string, into: string): Promise<boolean> {
  const rows = await tx.sql<{ id: string }[]>`
    update person set merged_into = ${into} where id = ${id} and merged_into is null returning id`
  return rows.length === 1
}

/** The record that stands for this person, at the end of whatever was merged. */
export async function standingRecord(tx: Tx, id: Customer): Promise<Customer> {
  const [row] = await tx.sql<{ id: Customer }[]>`
    with recursive line as (
      select id, merged_into from person where id = ${id}
      union
      select elder.id, elder.merged_into from person elder
        join line on elder.id = line.merged_into)
    select id from line where merged_into is null`
  return row?.id ?? id
}

export async function peopleByHash(
  tx: Tx,
  hashes: { phone?: string | undefined; pan?: string | undefined },
): Promise<readonly Customer[]> {
  const rows = await tx.sql<{ id: Customer }[]>`
    select id from person
     where phone_hash = ${hashes.phone ?? ''} or pan_hash = ${hashes.pan ?? ''}
     order by known_since, id limit 20`
  return rows.map((row) => row.id)
}

/** Those of the ids that are a person's record. */
export async function peopleAmong(tx: Tx, ids: readonly string[]): Promise<Customer[]> {
  const rows = await tx.sql<{ id: Customer }[]>`
    select id from person where id = any (${ids}::text[])`
  return rows.map((row) => row.id)
}

/** Those whose name has every one of the words. */
export async function peopleByName(tx: Tx, marks: readonly string[]): Promise<readonly Customer[]> {
  const rows = await tx.sql<{ id: Customer }[]>`
    select p.id from person p
      join name_mark m on m.customer_id = p.id and m.mark = any (${marks}::text[])
     group by p.id having count(*) = ${marks.length}
     order by p.known_since, p.id limit 20`
  return rows.map((row) => row.id)
}

export async function saveNameMarks(tx: Tx, id: string, marks: readonly string[]): Promise<void> {
  await tx.sql`
    delete from name_mark where customer_id = ${id} and not mark = any (${marks}::text[])`
  await tx.sql`
    insert into name_mark (mark, customer_id)
    select mark, ${id} from unnest(${marks}::text[]) as mark
    on conflict do nothing`
}

/** Those with this mark of the profile, who came last first. */
export async function peopleByProfile(
  tx: Tx,
  mark: string,
  max: number,
): Promise<readonly Customer[]> {
  const rows = await tx.sql<{ id: Customer }[]>`
    select p.id from profile_mark m join person p on p.id = m.customer_id
     where m.mark = ${mark}
     order by p.known_since desc, p.id limit ${max}`
  return rows.map((row) => row.id)
}

export type ProfileMark = { readonly kind: 'email' | 'pin'; readonly mark: string }

/** As the profile stands now: what it says no more is not searched for. */
export async function saveProfileMarks(
  tx: Tx,
  id: string,
  marks: readonly ProfileMark[],
): Promise<void> {
  await tx.sql`delete from profile_mark where customer_id = ${id}`
  await tx.sql`
    insert into profile_mark (customer_id, kind, mark)
    select ${id}, kind, mark
      from jsonb_to_recordset(${tx.sql.json(marks)}::jsonb) as told (kind text, mark text)`
}

// Accounts.

export type Account = { id: Id<'acc'>; ending: string; ifsc: string }

/** The account kept before under the same number, or this one. */
export async function saveAccount(
  tx: Tx,
  holder: string,
  account: Account & { numberHash: string },
): Promise<{ id: Id<'acc'>; first: boolean }> {
  const rows = await tx.sql<{ id: Id<'acc'> }[]>`
    insert into account (id, customer_id, number_hash, ending, ifsc, kept_at)
    values (${account.id}, ${holder}, ${account.numberHash}, ${account.ending}, ${account.ifsc},
            ${tx.now})
    on conflict (customer_id, number_hash, ifsc) do nothing
    returning id`
  if (rows[0]) return { id: rows[0].id, first: true }
  const [kept] = await tx.sql<{ id: Id<'acc'> }[]>`
    select id from account
     where customer_id = ${holder} and number_hash = ${account.numberHash}
       and ifsc = ${account.ifsc}`
  return { id: kept?.id ?? account.id, first: false }
}

export async function accountHolder(
  tx: Tx,
  id: string,
): Promise<{ customerId: Customer; ifsc: string; numberHash: string } | undefined> {
  const [row] = await tx.sql<{ customerId: Customer; ifsc: string; numberHash: string }[]>`
    select customer_id as "customerId", ifsc, number_hash as "numberHash"
      from account where id = ${id}`
  return row
}
