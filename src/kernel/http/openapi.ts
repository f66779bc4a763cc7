import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import type { Endpoint } from '#kernel/contract/declare.ts'
import type { Translate } from '#kernel/i18n/translate.ts'
import type { Module, Route } from '#kernel/module.ts'

export type Schema = Record<string, unknown>
type Operation = {
  operationId: string
  tags: string[]
  'x-permission': string
  'x-if-match'?: boolean
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: Schema
  responses: Record<string, Schema>
  security: Record<string, string[]>[]
}

/** The OpenAPI 3.1 document of every declared endpoint. It takes a second or two, in which others are served too. */
export async function openApi(modules: readonly Module[], t: Translate) {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const module of modules) {
    for (const { endpoint, scope } of module.routes ?? []) {
      const path = `/api/v1${endpoint.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`
      ;(paths[path] ??= {})[endpoint.method.toLowerCase()] = operationOf(module.name, endpoint, scope)
      await breathe()
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Yapa', version: '1', description: t('kernel.api.description') },
    servers: [{ url: '/' }],
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            requestId: { type: 'string' },
            details: { type: 'object' },
            issues: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
          },
        },
      },
    },
    paths,
  }
}

function operationOf(module: string, endpoint: Endpoint, scope: Route['scope']): Operation {
  const schema = jsonSchema(endpoint.input, 'input')
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const required = new Set((schema.required ?? []) as string[])
  const names = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? '')
  const hasBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE'
  const inQuery = !hasBody || endpoint.accepts === 'file' || endpoint.accepts === 'raw'
  const rest = Object.keys(properties).filter((name) => !names.includes(name))
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...(inQuery ? rest.map((name) => ({ name, in: 'query', required: required.has(name), schema: properties[name] ?? {} })) : []),
    // What happens outside of any organization is not remembered by key.
    ...(endpoint.method === 'GET' || scope === 'platform'
      ? []
      : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 8, maxLength: 255 } }]),
    ...(endpoint.versioned ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }] : []),
  ]
  const body = {
    ...schema,
    properties: Object.fromEntries(rest.map((name) => [name, properties[name]])),
    required: rest.filter((name) => required.has(name)),
  }
  return {
    operationId: `${module}.${endpoint.method.toLowerCase()}${endpoint.path.replaceAll(/[/:]+([a-z])/gi, (_all, letter: string) => letter.toUpperCase())}`,
    tags: [module],
    'x-permission': endpoint.permission.code,
    ...(endpoint.versioned && { 'x-if-match': true }),
    parameters,
    ...(hasBody && { requestBody: { content: contentOf(endpoint, body) } }),
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: jsonSchema(endpoint.output, 'output') } } },
      default: { description: 'Problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
    security: endpoint.permission.code === 'kernel.anyone' ? [] : [{ apiKey: [] }],
  }
}

function contentOf(endpoint: Endpoint, body: Schema): Schema {
  if (endpoint.accepts === 'file')
    return { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } }
  return { 'application/json': { schema: endpoint.accepts === 'raw' ? {} : body } }
}

export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema
  return rest
}
