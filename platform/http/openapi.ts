/** `/openapi.json`: OpenAPI 3.1 drawn from the contracts, so that it can't lag behind them. */
import type { TSchema } from 'typebox'
import type { Allow, Call } from '#kernel/contract'
import type { BoundDoor, BoundIntake, BoundShelf, Faces } from './faces.ts'
import { tailOf } from './faces.ts'
import { faults, type FaultCode } from './faults.ts'
import { listInput, oneInput } from './shelf.ts'
import { decisionInput } from './proposal-door.ts'
import { allowed } from './permit.ts'

type Json = { readonly [name: string]: unknown }

/** The whole document; pure, so it is drawn once. */
export function openApiOf(faces: Faces, version: string): Json {
  const paths: { [path: string]: Json } = {}
  for (const door of faces.doors) paths[door.path] = { [verb(door)]: operationOf(door) }
  for (const shelf of faces.shelves) Object.assign(paths, shelfPaths(shelf))
  for (const { hook, module } of faces.hooks) paths[hook.hook] = { post: hookOperation(module) }
  for (const bound of faces.intakes) paths[bound.intake.intake] = { post: intakeOperation(bound) }
  Object.assign(paths, HOUSE_PATHS)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dhara',
      version,
      description: 'Every door of the house. Amounts are whole paise; instants are UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...faces.names, 'platform'].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'dhara_session' },
        service: { type: 'http', scheme: 'bearer', description: 'A credential of a server.' },
      },
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'A fault of the catalogue.', content: problem } },
    },
  }
}

const verb = ({ method }: BoundDoor): string => method.toLowerCase()

const problemSchema = {
  type: 'object',
  required: ['code', 'title', 'status', 'requestId'],
  properties: {
    code: {
      type: 'string',
      description: `A refusal, or one of: ${Object.keys(faults).join(', ')}`,
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    requestId: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
  },
}
const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
const json = (schema: TSchema | Json): Json => ({ 'application/json': { schema } })

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Of your making, one for each intention; a repeat gets the first answer.',
  schema: { type: 'string', pattern: '^[\\w.:-]{8,128}$' },
}

function operationOf(door: BoundDoor): Json {
  const { call, module, method } = door
  const isCommand = call.kind === 'command'
  const question = method === 'GET' ? [questionOf(call.input)] : []
  const ok = {
    ...(call.fourEyes !== true && {
      '200': { description: 'The answer.', content: json(call.output) },
    }),
    ...(call.fourEyes && {
      '202': { description: 'Proposed; another person approves.', content: json(proposed) },
    }),
  }
  return {
    operationId: call.name,
    tags: [module],
    summary: summaryOf(call),
    description: `For: ${allowed(call.allow).join(', ')}.`,
    security: securityOf(call.allow),
    'x-allow': call.allow,
    'x-refusals': call.refusals,
    parameters: isCommand ? [idempotencyKey] : question,
    ...(method === 'POST' && { requestBody: { required: true, content: json(call.input) } }),
    responses: { ...ok, ...problems(call) },
  }
}

const proposed = {
  type: 'object',
  required: ['proposalId'],
  properties: { proposalId: { type: 'string' } },
}

/** `make-pledge` reads `Make pledge`. */
const summaryOf = (call: Call): string => {
  const words = tailOf(call.name).replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const securityOf = (allow: Allow): readonly Json[] => {
  const signedIn = [{ token: [] }, { session: [] }]
  return allowed(allow).includes('visitor') ? [{}, ...signedIn] : signedIn
}

const questionOf = (schema: TSchema): Json => ({
  name: 'q',
  in: 'query',
  required: false,
  content: json(schema),
})

function problems(call: Call): Json {
  const codes: FaultCode[] = ['invalid-input', 'not-signed-in', 'forbidden', 'not-found']
  const command: FaultCode[] = ['too-large', 'unsupported-media', 'key-reused']
  const all = [...codes, ...(call.kind === 'command' ? command : []), 'rate-limited', 'internal']
  const responses: { [status: string]: Json } = {}
  for (const code of all) responses[faults[code as FaultCode].status] = atProblem
  if (call.kind === 'command') {
    const why = call.refusals.length ? `Refused: ${call.refusals.join(', ')}.` : 'Still running.'
    responses['409'] = { description: why, content: problem }
  }
  return responses
}
const atProblem = { $ref: '#/components/responses/Problem' }

function shelfPaths({ entity, module, path, list, one }: BoundShelf): { [path: string]: Json } {
  const properties = { id: entity.id, ...entity.fields }
  const row = { type: 'object', required: ['id'], properties }
  const page = {
    type: 'object',
    required: ['rows', 'cursor'],
    properties: { rows: { type: 'array', items: row }, cursor: { type: ['string', 'null'] } },
  }
  const get = (name: 'list' | 'one', question: TSchema, answer: Json): Json => ({
    get: {
      operationId: `${entity.name}.${name}`,
      tags: [module],
      summary: `${name === 'list' ? 'List' : 'One'} ${tailOf(entity.name).replaceAll('-', ' ')}`,
      description: `For: ${allowed(entity.allow).join(', ')}.`,
      security: securityOf(entity.allow),
      parameters: [questionOf(question)],
      responses: {
        '200': { description: 'The answer.', content: json(answer) },
        ...Object.fromEntries(['400', '401', '403', '404'].map((s) => [s, atProblem])),
      },
    },
  })
  return {
    ...(list && { [`${path}/list`]: get('list', listInput, page) }),
    ...(one && { [`${path}/one`]: get('one', oneInput(entity), row) }),
  }
}

const hookOperation = (module: string): Json => ({
  tags: [module],
  summary: 'A provider tells us something',
  description: 'The raw body is signed by the provider; a repeat is answered and changes nothing.',
  security: [],
  responses: {
    '200': { description: 'Taken in.' },
    '202': { description: 'About nothing we know; kept for a person.' },
    '400': atProblem,
    '401': atProblem,
    '413': atProblem,
  },
})

const encoding = {
  name: 'Content-Encoding',
  in: 'header',
  required: false,
  description: 'How the body is packed; at most 1 MB packed, and 1 MB unpacked.',
  schema: { type: 'string', enum: ['gzip', 'deflate', 'br', 'identity'] },
}
const INTAKE_FAULTS: readonly FaultCode[] = [
  ...(['invalid-input', 'not-signed-in', 'no-consent', 'too-large'] as const),
  ...(['unsupported-media', 'batch-reused', 'too-busy', 'internal'] as const),
]

const intakeOperation = ({ module, intake }: BoundIntake): Json => ({
  operationId: intake.intake.slice('/v1/'.length).replaceAll('/', '.'),
  tags: [module],
  summary: 'A batch of records',
  description:
    'Answered when durable. A batch sent again under its id gets the first answer and is not ' +
    `doubled; a malformed record is refused by itself. For: ${allowed(intake.allow).join(', ')}.`,
  security: intake.credential ? [{ service: [] }] : [{ token: [] }],
  'x-allow': intake.allow,
  parameters: [encoding],
  requestBody: { required: true, content: json(intake.batch) },
  responses: {
    '200': { description: 'Taken in.', content: json(intake.answer) },
    ...Object.fromEntries(INTAKE_FAULTS.map((code) => [faults[code].status, atProblem])),
    ...(intake.credential && {
      '409': { description: 'The consent does not stand.', content: problem },
    }),
  },
})

const housePath = (summary: string, more: Json = {}): Json => ({
  tags: ['platform'],
  summary,
  responses: { '200': { description: 'The answer.', content: json({}) }, '401': atProblem },
  ...more,
})
const decision = (summary: string): Json => ({
  post: housePath(summary, {
    security: [{ token: [] }, { session: [] }],
    parameters: [idempotencyKey],
    requestBody: { required: true, content: json(decisionInput) },
  }),
})
const HOUSE_PATHS: { readonly [path: string]: Json } = {
  '/v1/meta': { get: housePath('What you may see and do, for drawing pages') },
  '/v1/platform/proposals': { get: housePath('Proposals that wait for a second person') },
  '/v1/platform/approve': decision('Approve what another person proposed; it runs once'),
  '/v1/platform/reject': decision('Reject what another person proposed'),
  '/health': { get: housePath('Whether the house keeps up; 503 when it lags', { security: [] }) },
}
