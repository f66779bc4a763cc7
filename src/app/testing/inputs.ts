import { z } from 'zod'
import type { Endpoint } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'

type Schema = { [key: string]: any }

/** Where the ids of an invented input come from: every place for an id gets one of them. */
export type IdSource = (name: string) => string

/**
 * The smallest input that an endpoint's own schema accepts, with an id of `ids` in every place for one: in the path, in
 * the body, in lists. Undefined when the schema has rules that no generator can guess.
 */
export function inputFor(endpoint: Endpoint, ids: IdSource): Record<string, unknown> | undefined {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) as Schema
  for (const isFull of [true, false]) {
    const input = valueOf(schema, '', ids, isFull) as Record<string, unknown>
    if (endpoint.input.safeParse(input).success) return input
  }
  return undefined
}

function valueOf(schema: Schema, name: string, ids: IdSource, isFull: boolean): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return valueOf(choices.find((choice: Schema) => choice.type !== 'null') ?? choices[0], name, ids, isFull)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part: Schema) => valueOf(part, name, ids, isFull)))
  switch (schema.type) {
    case 'object': {
      const wanted = Object.entries(schema.properties ?? {}).filter(
        ([key, inner]) => (schema.required ?? []).includes(key) || (isFull && takesIds(inner as Schema)),
      )
      return Object.fromEntries(wanted.map(([key, inner]) => [key, valueOf(inner as Schema, key, ids, isFull)]))
    }
    case 'array':
      return schema.minItems > 0 || takesIds(schema.items ?? {}) ? [valueOf(schema.items, name, ids, isFull)] : []
    case 'string':
      return textOf(schema, name, ids)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1, 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return {}
  }
}

const takesIds = (schema: Schema): boolean =>
  schema.format === 'uuid' ||
  [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.items ? [schema.items] : [])].some((inner: Schema) => takesIds(inner))

function textOf(schema: Schema, name: string, ids: IdSource): string {
  if (schema.format === 'uuid') return ids(name)
  if (schema.format === 'email') return `${newId()}@example.com`
  if (schema.format === 'date-time') return '2026-12-01T12:00:00.000Z'
  if (schema.format === 'date') return '2026-11-20'
  if (schema.format === 'uri') return 'https://example.com/'
  if (/^#|color/i.test(name) || String(schema.pattern).includes('#')) return '#c2410c'
  if (/\\d|0-9/.test(String(schema.pattern)) && !/a-z/i.test(String(schema.pattern))) return '123456'
  return 'x'.repeat(Math.max(schema.minLength ?? 1, 1)).padEnd(Math.min(schema.maxLength ?? 12, 12), 'a')
}
