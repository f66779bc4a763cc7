import { searchable } from '#kernel/contract/text.ts'
import type { FlowDocument, NodeOf, Test } from '#bots/contract/flow.ts'
import type { RunState } from '#bots/contract/run.ts'
import type { Facts } from './heard.ts'
import { numberIn } from './number-words.ts'

/** Below it a customer is cross, above its opposite pleased. */
export const crossBelow = -0.5

type Rules = FlowDocument['rules']

/** Where a condition leads: the first case of which all tests hold. */
export const wayOf = (node: NodeOf<'condition'>, state: RunState, facts: Facts, rules: Rules): string | null => {
  const found = node.cases.find(({ tests }) => tests.length > 0 && tests.every((test) => holds(test, state, facts, rules)))
  return found ? found.next : node.otherwise
}

const hasTag = ({ contact }: Facts, wanted: string): boolean => contact.tags.some((tag) => searchable(tag) === searchable(wanted))

/** By the tag that the flow names. */
export const isVip = (facts: Facts, { vipTag = 'VIP' }: Rules): boolean => hasTag(facts, vipTag)

function holds(test: Test, { values, last }: RunState, facts: Facts, rules: Rules): boolean {
  switch (test.subject) {
    case 'variable':
      return compare(test, Object.hasOwn(values, test.name) ? (values[test.name] ?? '') : '')
    case 'hours':
      return compare(test, facts.isOpen ? 'open' : 'closed')
    case 'intent':
      return compare(test, last.intent ?? '')
    case 'language':
      return compare(test, last.language ?? '')
    case 'sentiment':
      return compare(test, last.sentiment <= crossBelow ? 'negative' : last.sentiment >= -crossBelow ? 'positive' : 'neutral')
    case 'tag': {
      const has = hasTag(facts, test.value)
      return test.op === 'is-not' ? !has : has
    }
    case 'customer': {
      const { isReturning } = facts.contact
      const is = test.value === 'vip' ? isVip(facts, rules) : test.value === 'returning' ? isReturning : !isReturning
      return test.op === 'is-not' ? !is : is
    }
  }
}

function compare({ op, value }: Test, actual: string | number): boolean {
  const [is, wanted] = [searchable(String(actual)), searchable(value)]
  switch (op) {
    case 'filled':
      return is !== ''
    case 'empty':
      return is === ''
    case 'is':
      return is === wanted || (typeof actual === 'number' && actual === numberIn(value))
    case 'is-not':
      return is !== wanted
    case 'contains':
      return wanted !== '' && is.includes(wanted)
    case 'at-least':
    case 'at-most': {
      const [one, other] = [typeof actual === 'number' ? actual : numberIn(is), numberIn(value)]
      // Dates compare as they are written.
      if (/^\d{4}-\d\d-\d\d$/.test(is)) return op === 'at-least' ? is >= wanted : is <= wanted
      return one !== null && other !== null && (op === 'at-least' ? one >= other : one <= other)
    }
  }
}
