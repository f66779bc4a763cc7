import { readFile } from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { jsonSchema, type Schema } from '#kernel/http/openapi.ts'
import type { Module } from '#kernel/module.ts'

const opening = `/**
 * How programs talk to this installation of Yapa, made by itself from what it can do. It needs nothing else:
 *
 *   const yapa = openYapa({ address: 'https://yapa.example', key: 'yk_...' })
 *   const { items } = await yapa('GET /contacts', { search: 'ana' })
 */
`
const closing = `
export const openYapa = (access: Access): Client<Operations> => openClient<Operations>(access)
`

/** One TypeScript file: the client as it stands in the source, and the types of every endpoint that an API key may ask. */
export async function sdk(modules: readonly Module[]): Promise<string> {
  const client = await readFile(new URL('client.ts', import.meta.url), 'utf8')
  const routes = modules
    .flatMap((module) => module.routes ?? [])
    .filter(({ scope, endpoint }) => scope === 'tenant' && endpoint.accepts !== 'raw')
  const operations: string[] = []
  for (const { endpoint } of routes) {
    operations.push(`  '${endpoint.method} ${endpoint.path}': ${operationOf(endpoint)}`)
    await breathe()
  }
  return `${opening}\n${client}\nexport type Operations = {\n${operations.join('\n')}\n}\n${closing}`
}

function operationOf({ input, output, versioned, accepts }: Endpoint): string {
  const parts = [`input: ${typeOf(jsonSchema(input, 'input'))}`, `output: ${typeOf(jsonSchema(output, 'output'))}`]
  if (versioned) parts.push('isVersioned: true')
  if (accepts === 'file') parts.push('takesFile: true')
  return `{ ${parts.join('; ')} }`
}

/** A JSON schema as a type; what a schema says beyond types (lengths, patterns) is the server's to check. */
function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ')
  if (Array.isArray(schema.allOf)) return (schema.allOf as Schema[]).map((one) => `(${typeOf(one)})`).join(' & ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ')
  switch (schema.type) {
    case 'object':
      return objectOf(schema)
    case 'array':
      return arrayOf(schema)
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    default:
      return 'unknown'
  }
}

function arrayOf({ prefixItems, items }: Schema): string {
  if (Array.isArray(prefixItems)) return `[${(prefixItems as Schema[]).map(typeOf).join(', ')}]`
  const one = typeOf((items ?? {}) as Schema)
  return /^\w+$/.test(one) ? `${one}[]` : `Array<${one}>`
}

function objectOf({ properties, required, additionalProperties }: Schema): string {
  const asked = new Set(required as string[] | undefined)
  const fields = Object.entries((properties ?? {}) as Record<string, Schema>).map(
    ([name, inner]) => `${/^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name)}${asked.has(name) ? '' : '?'}: ${typeOf(inner)}`,
  )
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  return typeof additionalProperties === 'object' ? `Record<string, ${typeOf(additionalProperties as Schema)}>` : 'Record<string, unknown>'
}
