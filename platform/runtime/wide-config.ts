/** Which wide store: a folder of ours unless `DHARA_WIDE=dynamodb` says where another is. */
import type { Env } from './config.ts'
import { StartFault } from './start-fault.ts'

export type WideConfig =
  | { readonly engine: 'level' }
  | {
      readonly engine: 'dynamodb'
      readonly region: string
      /** Another address than the region's own. */
      readonly endpoint?: string
      /** Tells the tables of one house from another's. */
      readonly prefix: string
    }

const PREFIX = 'dhara-'
/** What is kept of borrowers rests in India (DL-15). */
const regionsInIndia = new Set(['ap-south-1', 'ap-south-2'])

export function wideConfigOf(env: Env, production: boolean): WideConfig {
  const engine = env['DHARA_WIDE'] || 'level'
  if (engine === 'level') return { engine }
  if (engine !== 'dynamodb') {
    throw new StartFault(`DHARA_WIDE is ${engine}: give level or dynamodb.`)
  }
  const region = env['AWS_REGION']
  const endpoint = env['DHARA_DYNAMODB_ENDPOINT']
  const prefix = env['DHARA_DYNAMODB_PREFIX'] || PREFIX
  if (!region) throw new StartFault('DHARA_WIDE=dynamodb needs AWS_REGION, such as ap-south-1.')
  if (!/^[\w.-]{1,100}$/.test(prefix)) {
    throw new StartFault(
      `DHARA_DYNAMODB_PREFIX is ${prefix}: give letters, digits, "-", "." or "_".`,
    )
  }
  if (endpoint && !URL.canParse(endpoint)) {
    throw new StartFault(`DHARA_DYNAMODB_ENDPOINT is ${endpoint}: give an address.`)
  }
  if (production) refuseAbroad(region, endpoint)
  return { engine, region, prefix, ...(endpoint && { endpoint }) }
}

function refuseAbroad(region: string, endpoint: string | undefined): void {
  if (!regionsInIndia.has(region)) {
    throw new StartFault(
      `AWS_REGION is ${region}: production keeps data in India, ap-south-1 or ap-south-2 (DL-15).`,
    )
  }
  if (endpoint && !endpoint.startsWith('https://')) {
    throw new StartFault(`DynamoDB is at ${endpoint}: production needs https://.`)
  }
}
