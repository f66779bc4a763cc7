import type { z } from 'zod'
import type { Translate } from '#kernel/i18n/translate.ts'

/** Amounts in cents and thousandths are not what people typed: their limits would only confuse, but that nothing is less than zero does not. */
const isScaled = (path: readonly PropertyKey[]): boolean => /(Minor|Milli|Micro)$/.test(String(path.at(-1)))

/** What is said beside a field that does not fit, in the words of who fills it in. Undefined: a mistake only a program makes, which its author understands in the words of the schema. */
export function fieldWords(issue: z.core.$ZodRawIssue, t: Translate): string | undefined {
  const { input, path = [] } = issue
  const say = (name: string, count?: number | bigint): string => t(`kernel.fields.${name}`, { count: Number(count ?? 0) })
  switch (issue.code) {
    case 'invalid_type':
      if (input === undefined || input === null || input === '') return say('missing')
      if (issue.expected === 'int') return say('whole')
      return issue.expected === 'number' ? say('number') : undefined
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? say('missing') : say('too_short', issue.minimum)
      if (issue.origin === 'array') return issue.minimum === 1 ? say('missing') : say('too_few', issue.minimum)
      if (isScaled(path)) return issue.minimum === 0 ? say('at_least', 0) : issue.minimum === 1 ? say('more_than', 0) : say('too_small')
      return issue.origin === 'number' || issue.origin === 'int'
        ? say(issue.inclusive ? 'at_least' : 'more_than', issue.minimum)
        : undefined
    case 'too_big':
      if (issue.origin === 'string') return say('too_long', issue.maximum)
      if (issue.origin === 'array') return say('too_many', issue.maximum)
      if (isScaled(path) || Number(issue.maximum) >= Number.MAX_SAFE_INTEGER) return say('too_big')
      return issue.origin === 'number' || issue.origin === 'int' ? say(issue.inclusive ? 'at_most' : 'less_than', issue.maximum) : undefined
    case 'invalid_format':
      if (input === '') return say('missing')
      if (issue.format === 'email' || issue.format === 'url') return say(issue.format)
      return /^(date|datetime|time)$/.test(issue.format) ? say('moment') : say('shape')
    default:
      return undefined
  }
}
