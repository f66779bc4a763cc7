import { interactiveLimits } from '#conversations/contract/interactive-limits.ts'
import type { FlowDocument, FlowNode } from '#bots/contract/flow.ts'
import { exitsOf, waitsForInput } from '#bots/contract/flow-ways.ts'

/**
 * What is wrong with a flow, each with the node where it can be put right. The words are `bots.check.<rule>` of the
 * locales. `isGrave`: it cannot be published like this.
 */
export type Fault = { rule: FaultRule; nodeId: string | null; isGrave: boolean; exitId?: string; max?: number }
export type FaultRule =
  | 'no_start'
  | 'text_missing'
  | 'text_too_long'
  | 'options_missing'
  | 'option_untitled'
  | 'option_twice'
  | 'option_long'
  | 'too_many_options'
  | 'dead_end'
  | 'leads_nowhere'
  | 'unreachable'
  | 'loop'
  | 'variable_missing'
  | 'variable_wrong'
  | 'variable_unknown'
  | 'tests_missing'
  | 'action_missing'
  | 'action_unknown'
  | 'field_missing'
  | 'link_wrong'
  | 'team_unknown'

/** What the check has to know of the installation. `inputs`: the fields without which an action can do nothing. */
export type Surroundings = { actions: ReadonlyMap<string, { required: readonly string[] }>; teamIds: ReadonlySet<string> }

export const textLimit = 4096
/** With buttons or a list, the provider takes less. */
export const menuTextLimit = interactiveLimits.body
export const captionLimit = 1024
/** Filled in by the run itself. */
export const builtInVariables = ['clientName', 'companyName', 'openingHours'] as const

const variablePattern = /^[a-z][a-z0-9_]{0,39}$/

export function faultsOf(flow: FlowDocument, around?: Surroundings): Fault[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const faults: Fault[] = []
  const known = new Set<string>(builtInVariables)
  for (const node of flow.nodes) if (node.kind === 'question' && node.variable !== '') known.add(node.variable)
  if (flow.start === null || !byId.has(flow.start)) faults.push({ rule: 'no_start', nodeId: null, isGrave: true })
  for (const node of flow.nodes) {
    faults.push(...textFaults(node), ...wayFaults(node, byId), ...unknownVariables(node, known))
    if (around) faults.push(...surroundingFaults(node, around))
  }
  const reached = reachable(flow, byId)
  for (const { id } of flow.nodes)
    if (flow.start !== null && !reached.has(id)) faults.push({ rule: 'unreachable', nodeId: id, isGrave: false })
  for (const id of loops(flow, byId)) faults.push({ rule: 'loop', nodeId: id, isGrave: true })
  if (around && flow.rules.teamId !== null && !around.teamIds.has(flow.rules.teamId))
    faults.push({ rule: 'team_unknown', nodeId: null, isGrave: true })
  return faults
}

function textFaults(node: FlowNode): Fault[] {
  const at = { nodeId: node.id, isGrave: true }
  const faults: Fault[] = []
  const text = (value: string, max: number, isRequired: boolean): void => {
    if (isRequired && value.trim() === '') faults.push({ ...at, rule: 'text_missing' })
    if (value.length > max) faults.push({ ...at, rule: 'text_too_long', max })
  }
  switch (node.kind) {
    case 'menu': {
      text(node.text, menuTextLimit, true)
      text(node.retry, textLimit, false)
      const { options } = node
      if (options.length === 0) faults.push({ ...at, rule: 'options_missing' })
      if (options.length > interactiveLimits.rows) faults.push({ ...at, rule: 'too_many_options', max: interactiveLimits.rows })
      const titles = options.map(({ title }) => title.trim().toLowerCase())
      const longest = options.length > interactiveLimits.buttons ? interactiveLimits.rowTitle : interactiveLimits.buttonTitle
      options.forEach((option, i) => {
        const exitId = option.id
        if (titles[i] === '') faults.push({ ...at, rule: 'option_untitled', exitId })
        else if (titles.indexOf(titles[i] ?? '') < i) faults.push({ ...at, rule: 'option_twice', exitId })
        if (option.title.length > longest) faults.push({ ...at, rule: 'option_long', exitId, max: longest })
        if (option.description.length > interactiveLimits.rowDescription)
          faults.push({ ...at, rule: 'option_long', exitId, max: interactiveLimits.rowDescription })
      })
      break
    }
    case 'question':
      text(node.text, node.answer.type === 'choice' || node.answer.type === 'location' ? menuTextLimit : textLimit, true)
      text(node.retry, textLimit, false)
      if (node.variable === '') faults.push({ ...at, rule: 'variable_missing' })
      else if (!variablePattern.test(node.variable)) faults.push({ ...at, rule: 'variable_wrong' })
      if (node.answer.type === 'choice') faults.push(...choiceFaults(node.answer.options, node.id))
      break
    case 'answer':
      text(node.text, node.file ? captionLimit : node.link ? menuTextLimit : textLimit, node.file === null)
      if (node.link) {
        const { link } = node
        if (link.text.trim() === '' || link.text.length > interactiveLimits.linkText || !isWebAddress(link.url))
          faults.push({ ...at, rule: 'link_wrong', max: interactiveLimits.linkText })
      }
      break
    case 'hand-off':
      text(node.text, textLimit, false)
      text(node.awayText, textLimit, false)
      break
    case 'end':
      text(node.text, textLimit, false)
      break
    case 'condition':
      for (const one of node.cases) if (one.tests.length === 0) faults.push({ ...at, rule: 'tests_missing', exitId: one.id })
      break
    case 'action':
      if (node.action === '') faults.push({ ...at, rule: 'action_missing' })
      break
    case 'go-to':
      break
  }
  return faults
}

function choiceFaults(options: readonly string[], nodeId: string): Fault[] {
  const at = { nodeId, isGrave: true }
  const filled = options.map((option) => option.trim())
  const longest = options.length > interactiveLimits.buttons ? interactiveLimits.rowTitle : interactiveLimits.buttonTitle
  return [
    ...(filled.filter(Boolean).length === 0 ? [{ ...at, rule: 'options_missing' as const }] : []),
    ...(options.length > interactiveLimits.rows ? [{ ...at, rule: 'too_many_options' as const, max: interactiveLimits.rows }] : []),
    ...(filled.some((option) => option.length > longest) ? [{ ...at, rule: 'option_long' as const, max: longest }] : []),
    ...(new Set(filled.map((option) => option.toLowerCase())).size < filled.length ? [{ ...at, rule: 'option_twice' as const }] : []),
  ]
}

function wayFaults(node: FlowNode, byId: ReadonlyMap<string, FlowNode>): Fault[] {
  return exitsOf(node).flatMap(({ id, to }): Fault[] => {
    if (to !== null && !byId.has(to)) return [{ rule: 'leads_nowhere', nodeId: node.id, exitId: id, isGrave: true }]
    // What an action does when it fails is free to be left open: it then goes on as if it had not.
    if (to === null && !(node.kind === 'action' && id === 'failed'))
      return [{ rule: 'dead_end', nodeId: node.id, exitId: id, isGrave: true }]
    return []
  })
}

function unknownVariables(node: FlowNode, known: ReadonlySet<string>): Fault[] {
  const texts =
    node.kind === 'action'
      ? Object.values(node.input)
      : node.kind === 'hand-off'
        ? [node.text, node.awayText, node.note]
        : 'text' in node
          ? [node.text]
          : []
  const named = texts.flatMap((text) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name))
  const tested =
    node.kind === 'condition'
      ? node.cases.flatMap(({ tests }) => tests.flatMap((test) => (test.subject === 'variable' ? [test.name] : [])))
      : []
  return [...new Set([...named, ...tested])]
    .filter((name) => !known.has(name))
    .map(() => ({ rule: 'variable_unknown', nodeId: node.id, isGrave: false }))
}

function surroundingFaults(node: FlowNode, { actions, teamIds }: Surroundings): Fault[] {
  const at = { nodeId: node.id, isGrave: true }
  if (node.kind === 'hand-off' && node.teamId !== null && !teamIds.has(node.teamId)) return [{ ...at, rule: 'team_unknown' }]
  if (node.kind !== 'action' || node.action === '') return []
  const action = actions.get(node.action)
  if (!action) return [{ ...at, rule: 'action_unknown' }]
  return action.required.some((field) => (node.input[field] ?? '').trim() === '') ? [{ ...at, rule: 'field_missing' }] : []
}

function reachable(flow: FlowDocument, byId: ReadonlyMap<string, FlowNode>): Set<string> {
  const seen = new Set<string>()
  const waiting = flow.start === null ? [] : [flow.start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = byId.get(id)
    if (!node || seen.has(id)) continue
    seen.add(id)
    for (const { to } of exitsOf(node)) if (to !== null) waiting.push(to)
  }
  return seen
}

/** Nodes from which the flow can come back to itself without asking anything: it would talk to itself. */
function loops(flow: FlowDocument, byId: ReadonlyMap<string, FlowNode>): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found = new Set<string>()
  // With a stack of one's own: five hundred nodes in a row are no reason to fall.
  for (const { id: root } of flow.nodes) {
    const stack: { id: string; ways: (string | null)[] }[] = []
    const enter = (id: string): void => {
      const node = byId.get(id)
      if (!node || waitsForInput(node)) return
      if (state.get(id) === 'open') found.add(id)
      if (state.has(id)) return
      state.set(id, 'open')
      stack.push({ id, ways: exitsOf(node).map(({ to }) => to) })
    }
    enter(root)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const to = top.ways.pop()
      if (to === undefined) {
        state.set(top.id, 'done')
        stack.pop()
      } else if (to !== null) enter(to)
    }
  }
  return [...found]
}

const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/.]+\.[^\s]+$/i.test(text.trim()) && URL.canParse(text.trim())
