/** What others know of a person at a glance: KYC, what speaks against them, bureau, contacts. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { OutputOf, Query } from '#kernel/contract'
import type { snapshotOf } from '#modules/bureau'
import type { flagsOf } from '#modules/fraud'
import type { contactsOf } from '#modules/identity'
import type { statusOf } from '#modules/kyc'
import { countText, dateText, instantText } from '#web/kit/figures.ts'
import { Amount } from '#web/kit/money.tsx'
import { CommandButton } from './command-button.tsx'
import { queryNamed, useMeta } from '../meta.ts'
import { door } from '../session.ts'
import { Tag } from '../tag.tsx'
import { Nothing } from '../value.tsx'
import { languageText, worded, type Meaning } from '../words.ts'

/** Told here, and so on no tab of their own. */
export const STANDING = [
  ...['kyc.status-of', 'fraud.flags-of', 'bureau.snapshot-of', 'identity.contacts-of'],
] as const

export function CustomerStanding({ customerId }: { readonly customerId: string }) {
  const kyc = useTold<typeof statusOf>('kyc.status-of', customerId)
  const flags = useTold<typeof flagsOf>('fraud.flags-of', customerId)
  const report = useTold<typeof snapshotOf>('bureau.snapshot-of', customerId)
  const contacts = useTold<typeof contactsOf>('identity.contacts-of', customerId)
  return (
    <section className="standing" aria-label="At a glance">
      {kyc === undefined ? null : <Kyc told={kyc} customerId={customerId} />}
      {flags === undefined ? null : <Flags told={flags} />}
      {report === undefined ? null : <Bureau told={report} />}
      {contacts === undefined ? null : <Contacts told={contacts} />}
    </section>
  )
}

/** Undefined until it is told, and where this role is not told it. */
function useTold<Q extends Query>(name: string, customerId: string): OutputOf<Q> | undefined {
  const mayAsk = queryNamed(useMeta(), name) !== undefined
  const told = useQuery({
    queryKey: ['answer', name, { customerId }],
    queryFn: ({ signal }) => door.ask<Q>(name, { customerId } as never, { signal }),
    enabled: mayAsk && customerId !== '',
  })
  return told.data as OutputOf<Q> | undefined
}

type Line = readonly [says: string, value: ReactNode]

function Card({ says, lines }: { readonly says: string; readonly lines: readonly Line[] }) {
  return (
    <div className="card">
      <h2>{says}</h2>
      <dl>
        {lines.map(([line, value]) => (
          <div key={line}>
            <dt>{line}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const day = (on: string | undefined) => (on === undefined ? <Nothing /> : dateText(on))
const KYC: { readonly [state: string]: Meaning } = {
  ...{ verified: 'good', expired: 'bad', unverified: 'watch' },
}

function Kyc({
  told,
  customerId,
}: {
  readonly told: OutputOf<typeof statusOf>
  readonly customerId: string
}) {
  const { state, verifiedOn, renewBy, risk, accountVerifiedOn, screenedOn } = told
  return (
    <Card
      says="KYC"
      lines={[
        ['Status', <Tag key="state" state={state} meaning={KYC[state] ?? 'plain'} />],
        ['Verified', day(verifiedOn)],
        ['Renew by', day(renewBy)],
        [
          'Risk',
          <>
            {worded(risk)} <CommandButton name="kyc.rate-risk" says="Rate" given={{ customerId }} />
          </>,
        ],
        ['Account verified', day(accountVerifiedOn)],
        ['Sanctions screened', day(screenedOn)],
      ]}
    />
  )
}

const WEIGHT: { readonly [weight: string]: Meaning } = { stop: 'bad', review: 'watch' }

function Flags({ told }: { readonly told: OutputOf<typeof flagsOf> }) {
  const lines = told.flags.map(({ code, weight, raisedAt }): Line => [
    instantText(raisedAt),
    <Tag key={code} state={code} meaning={WEIGHT[weight] ?? 'info'} />,
  ])
  return (
    <Card says="Flags" lines={lines.length > 0 ? lines : [['None stands', <Nothing key="" />]]} />
  )
}

function Bureau({ told }: { readonly told: OutputOf<typeof snapshotOf> }) {
  const { pulledAt, attributes } = told
  if (!attributes) return <Card says="Bureau" lines={[['No report yet', <Nothing key="" />]]} />
  return (
    <Card
      says="Bureau"
      lines={[
        ['Score', attributes.score === undefined ? 'New to credit' : countText(attributes.score)],
        ['Pulled', pulledAt === undefined ? <Nothing /> : instantText(pulledAt)],
        ['Live accounts', countText(attributes.liveAccounts)],
        ['Overdue elsewhere', <Amount key="overdue" paise={attributes.overdue} />],
        ['Instalments a month', <Amount key="emi" paise={attributes.emiTotal} />],
        ['Worst days late, 12 months', countText(attributes.dpdMax12Months)],
      ]}
    />
  )
}

function Contacts({ told }: { readonly told: OutputOf<typeof contactsOf> }) {
  const { phone, email, address, language } = told
  return (
    <Card
      says="Contacts"
      lines={[
        ['Phone', phone ?? <Nothing />],
        ['E-mail', email ?? <Nothing />],
        ['Address', address ?? <Nothing />],
        ['Language', language === undefined ? <Nothing /> : languageText(language)],
      ]}
    />
  )
}
