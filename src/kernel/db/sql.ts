import { storableJson } from '#kernel/db/json.ts'

/**
 * Plain SQL with parameters. `sql` builds a statement, `ctx.sql` runs one; nested statements are spliced in, everything
 * else becomes a parameter, so that a value can never turn into SQL.
 */
export type Statement = { readonly text: string; readonly values: readonly unknown[] }

class Fragment implements Statement {
  readonly text: string
  readonly values: readonly unknown[]
  readonly strings: readonly string[]
  constructor(strings: readonly string[], values: readonly unknown[], text = textOf(strings)) {
    this.strings = strings
    this.values = values
    this.text = text
  }
}

const textOf = (strings: readonly string[]): string => strings.reduce((text, part, i) => (i === 0 ? part : `${text}$${i}${part}`), '')

/** The text of a template that nothing is spliced into: always the same string, so that finding its plan costs no hashing. */
const textByTemplate = new WeakMap<TemplateStringsArray, string>()

function wholeText(strings: TemplateStringsArray): string {
  const known = textByTemplate.get(strings)
  if (known !== undefined) return known
  const text = textOf(strings)
  textByTemplate.set(strings, text)
  return text
}

export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  if (!values.some((value) => value instanceof Fragment)) {
    const parameters = values.map((value, i) => parameterOf(value, strings[i + 1]))
    return new Fragment(strings, parameters, wholeText(strings))
  }
  const parts: string[] = [strings[0] ?? '']
  const parameters: unknown[] = []
  values.forEach((value, i) => {
    const after = strings[i + 1] ?? ''
    if (value instanceof Fragment) {
      parts[parts.length - 1] += value.strings[0] ?? ''
      for (let j = 1; j < value.strings.length; j++) parts.push(value.strings[j] ?? '')
      parameters.push(...value.values)
      parts[parts.length - 1] += after
    } else {
      parameters.push(parameterOf(value, after))
      parts.push(after)
    }
  })
  return new Fragment(parts, parameters)
}

const parameterOf = (value: unknown, after: string | undefined): unknown =>
  typeof value === 'string' && after?.startsWith('::jsonb') ? storableJson(value) : value

export const empty: Statement = new Fragment([''], [])

/** Joins fragments: `join(conditions, ' and ')`. The separator is code, never input. */
export function join(statements: readonly Statement[], separator: string): Statement {
  return statements.reduce<Statement>((all, one, i) => (i === 0 ? one : sql`${all}${code(separator)}${one}`), empty)
}

const code = (text: string): Statement => new Fragment([text], [])

/** A word of SQL that code chose from a declared list: an operator, a direction, a type. */
export function keyword(text: string, allowed: readonly string[]): Statement {
  if (!allowed.includes(text)) throw new Error(`not a declared keyword: ${text}`)
  return code(text)
}

/**
 * A whole number of the code's own, written into the statement. A `limit` that is a parameter could be any number to the
 * planner, which then plans anew at every execution; and each number is a statement of its own, so there may only be a few.
 */
export function literal(value: number): Statement {
  if (!Number.isSafeInteger(value)) throw new Error(`not a whole number: ${value}`)
  return code(String(value))
}

/** A column or table name from a declared list: refused unless it is one of `allowed`. */
export function identifier(name: string, allowed: readonly string[]): Statement {
  if (!allowed.includes(name)) throw new Error(`not a declared identifier: ${name}`)
  return code(
    name
      .split('.')
      .map((part) => `"${part.replaceAll('"', '""')}"`)
      .join('.'),
  )
}

/** For `like`: what holds a word anywhere, whatever signs it has. */
export const anywhere = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Runs a statement: `ctx.sql<Row>\`select ...\`` or `ctx.sql<Row>(statement)`. */
export type Execute = {
  <Row = Record<string, unknown>>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Row[]>
  <Row = Record<string, unknown>>(statement: Statement): Promise<Row[]>
}

export const executeWith = (run: (statement: Statement) => Promise<unknown[]>): Execute =>
  ((first: TemplateStringsArray | Statement, ...values: unknown[]) =>
    run(Array.isArray(first) ? sql(first as unknown as TemplateStringsArray, ...values) : (first as Statement))) as Execute
