import { searchable } from '#kernel/contract/text.ts'
import type { DialogueSaid, DialogueWords } from '#kernel/dialogue.ts'
import type { FlowDocument, FlowNode, NodeOf } from '#bots/contract/flow.ts'
import { VariableName } from '#bots/contract/flow.ts'
import type { HandOffReason, RunState } from '#bots/contract/run.ts'
import { read } from './answers.ts'
import { isVip, wayOf } from './conditions.ts'
import { fill } from './fill.ts'
import { offerId, wordsOf, type Effect, type Facts, type Heard, type Incoming } from './heard.ts'
import { isEarly, lastOf, reasonIn, spokenTo, wantsPerson } from './last-word.ts'
import { choiceIn } from './match.ts'
import { phrase, type Phrase } from './phrases.ts'

/** So many nodes for one message, and not one more: a flow that talks to itself ends with a person. */
export const mostSteps = 60
/** The same answer to the same message twice in a row; a third time is not said. */
export const mostTimes = 2
/** Answers in a row that it does not understand before a person comes. */
const mostMisses = 2
const mostTrail = 40

export type Stepped = { state: RunState; effects: Effect[] }

/** What a step works on; thrown away afterwards. */
type Turn = {
  flow: FlowDocument
  byId: ReadonlyMap<string, FlowNode>
  facts: Facts
  state: RunState
  effects: Effect[]
  steps: number
  /** What the customer said before anything was asked: the first menu may find its answer in it. */
  first: Heard | null
  heard: Heard | null
}

/**
 * What a flow does next: nothing but its version, where the run stands and what came in decide, so that whoever computes
 * it gets the same, however often and on whichever machine. The effects are for others to carry out, once each.
 */
export function step(flow: FlowDocument, before: RunState, incoming: Incoming, facts: Facts): Stepped {
  if (before.over !== null) return { state: before, effects: [] }
  const turn = turnOf(flow, before, facts, incoming.kind === 'acted' ? null : incoming.heard)
  if (incoming.kind === 'acted') goOnAfterAction(turn, incoming)
  else if (incoming.kind === 'begin') begin(turn)
  else hear(turn, incoming.heard)
  return withoutEcho(turn, before)
}

const turnOf = (flow: FlowDocument, before: RunState, facts: Facts, heard: Heard | null): Turn => ({
  flow,
  byId: new Map(flow.nodes.map((node) => [node.id, node])),
  facts,
  state: { ...before, values: { ...before.values }, trail: [...before.trail] },
  effects: [],
  steps: 0,
  first: null,
  heard,
})

function begin(turn: Turn): void {
  const { flow, facts, heard } = turn
  if (heard) turn.state.last = lastOf(turn.state, heard)
  if (flow.rules.onVip && isVip(facts, flow.rules)) return handOver(turn, 'vip')
  if (heard && wantsPerson(heard)) return handOver(turn, 'asked')
  turn.first = heard
  goTo(turn, flow.start)
}

function goOnAfterAction(turn: Turn, { n, ok, values, talk }: Extract<Incoming, { kind: 'acted' }>): void {
  const { state } = turn
  const node = turn.byId.get(state.at ?? '')
  // One that was waited for before, told again.
  if (state.waits !== 'action' || state.calling !== n || node?.kind !== 'action') return
  for (const [name, value] of Object.entries(values)) if (VariableName.safeParse(name).success) state.values[name] = value
  Object.assign(state, { waits: 'nothing', calling: null })
  for (const words of talk?.says ?? []) speak(turn, node, words)
  if (talk?.next === 'listen') return void Object.assign(state, { waits: 'dialogue', askedAt: turn.facts.now })
  if (talk?.next === 'person') return handOver(turn, talk.why ?? 'asked', '', undefined, talk.note)
  goTo(turn, ok && talk?.next !== 'left' ? node.next : (node.failed ?? node.next))
}

/** What somebody else has to say, under the name of the flow. Their options lead back to the node. */
function speak(turn: Turn, { id: nodeId }: FlowNode, { text, options, listButton, asksPlace }: DialogueWords): void {
  if (asksPlace) push(turn, { kind: 'ask-place', nodeId, text })
  else if (options.length === 0) say(turn, nodeId, text)
  else push(turn, { kind: 'ask', nodeId, text, listButton, options: options.map((one) => ({ ...one, id: offerId(nodeId, one.id) })) })
}

function hear(turn: Turn, heard: Heard): void {
  const { state, byId } = turn
  // Whoever carries the effects out keeps what is said meanwhile until the action came to its end.
  if (state.waits === 'action') return
  state.last = lastOf(state, heard)
  if (heard.said.kind === 'choice' && press(turn, heard.said.id)) return
  const node = byId.get(state.at ?? '')
  if (state.waits === 'dialogue' && node?.kind === 'action') return act(turn, node, true)
  if (state.waits !== 'answer' || (node?.kind !== 'menu' && node?.kind !== 'question')) return begin(turn)
  if (node.kind === 'menu') hearAtMenu(turn, node, heard)
  else hearAtQuestion(turn, node, heard)
}

/** A button says which question it answers: also one of before, pressed late. */
function press(turn: Turn, id: string): boolean {
  const [nodeId = '', optionId = ''] = id.split(':')
  const node = turn.byId.get(nodeId)
  if (node?.kind === 'action' && turn.heard) {
    turn.state.at = nodeId
    act(turn, node, true)
    return true
  }
  if (node?.kind === 'menu') {
    const option = node.options.find((one) => one.id === optionId)
    if (!option) return false
    turn.state.misses = 0
    goTo(turn, option.next)
    return true
  }
  const choice = node?.kind === 'question' && node.answer.type === 'choice' ? node.answer.options[Number(optionId)] : undefined
  if (node?.kind !== 'question' || choice === undefined) return false
  keep(turn, node, choice)
  return true
}

function hearAtMenu(turn: Turn, node: NodeOf<'menu'>, heard: Heard): void {
  const { said } = heard
  const chosen = choiceIn(wordsOf(said), node.options, heard.understood)
  const option = node.options.find(({ id }) => id === chosen)
  if (option) {
    turn.state.misses = 0
    return goTo(turn, option.next)
  }
  const isWords = /[\p{L}\p{N}]/u.test(wordsOf(said))
  notUnderstood(
    turn,
    node,
    heard,
    said.kind === 'voice' ? 'voice' : isWords || said.kind === 'file' || said.kind === 'place' ? 'not_choice' : 'no_words',
  )
}

function hearAtQuestion(turn: Turn, node: NodeOf<'question'>, heard: Heard): void {
  const isFree = node.answer.type === 'text'
  if (wantsPerson(heard)) return handOver(turn, 'asked')
  // Anything answers a free question, but not what was written before it was put.
  if (isFree && isEarly(turn.state, heard)) return
  const reading = read(node.answer, heard, turn.facts)
  if ('value' in reading) return keep(turn, node, reading.value)
  notUnderstood(turn, node, heard, reading.why)
}

function keep(turn: Turn, node: NodeOf<'question'>, value: string | number): void {
  if (node.variable !== '') turn.state.values[node.variable] = value
  turn.state.misses = 0
  goTo(turn, node.next)
}

/** Somebody else's turn, an answer that the shop has written down, silence, once more, or a person: in that order. */
function notUnderstood(turn: Turn, node: NodeOf<'menu'> | NodeOf<'question'>, heard: Heard, why: Phrase): void {
  const { flow, state, facts } = turn
  if (wantsPerson(heard)) return handOver(turn, 'asked')
  const reason = reasonIn(heard, flow.rules)
  if (reason) return handOver(turn, reason)
  if (heard.known !== null) {
    say(turn, null, filled(turn, heard.known.text), heard.known)
    return ask(turn, node)
  }
  // Two messages in a second: the second one was no answer to what was asked after the first.
  if (isEarly(state, heard)) return
  state.misses += 1
  if (state.misses >= mostMisses) {
    const text = flow.rules.fallback === '' ? phrase('fallback', state.last.language, facts.locale) : flow.rules.fallback
    return handOver(turn, 'misunderstood', text)
  }
  ask(turn, node, node.retry === '' ? phrase(why, state.last.language, facts.locale) : node.retry)
}

/** From node to node until one of them waits or ends. */
function goTo(turn: Turn, from: string | null): void {
  const { state, byId } = turn
  for (let id = from; ;) {
    const node = id === null ? undefined : byId.get(id)
    if (!node) return handOver(turn, 'broken')
    if (++turn.steps > mostSteps) return handOver(turn, 'loop')
    state.at = node.id
    state.trail = [...state.trail, node.id].slice(-mostTrail)
    switch (node.kind) {
      case 'menu': {
        const found = turn.first && choiceIn(wordsOf(turn.first.said), node.options, turn.first.understood, true)
        turn.first = null
        const option = node.options.find((one) => one.id === found)
        if (!option) return ask(turn, node)
        id = option.next
        break
      }
      case 'question':
        turn.first = null
        return ask(turn, node)
      case 'condition':
        id = wayOf(node, state, turn.facts, turn.flow.rules)
        break
      case 'answer':
        say(turn, node.id, filled(turn, node.text), node)
        id = node.next
        break
      case 'go-to':
        id = node.to
        break
      case 'action':
        return act(turn, node)
      case 'hand-off':
        return handOver(turn, 'flow', filled(turn, node.text), node)
      case 'end':
        if (node.text !== '') say(turn, node.id, filled(turn, node.text))
        push(turn, { kind: 'end', nodeId: node.id, resolves: node.resolves })
        Object.assign(state, { over: 'ended', waits: 'nothing' })
        return
    }
  }
}

function ask(turn: Turn, node: NodeOf<'menu'> | NodeOf<'question'>, retry?: string): void {
  const { state, facts } = turn
  const text = filled(turn, retry ?? node.text)
  if (node.kind === 'menu') {
    const options = node.options.map(({ id, title, description }) => ({
      id: offerId(node.id, id),
      title: filled(turn, title),
      description: filled(turn, description),
    }))
    const listButton = node.listButton === '' ? phrase('list', state.last.language, facts.locale) : node.listButton
    push(turn, { kind: 'ask', nodeId: node.id, text, options, listButton })
  } else if (node.answer.type === 'choice') {
    const options = node.answer.options.map((title, i) => ({ id: offerId(node.id, String(i)), title, description: '' }))
    push(turn, { kind: 'ask', nodeId: node.id, text, options, listButton: phrase('list', state.last.language, facts.locale) })
  } else if (node.answer.type === 'location') push(turn, { kind: 'ask-place', nodeId: node.id, text })
  else say(turn, node.id, text)
  // Asked anew: misses belong to the question that was missed.
  if (retry === undefined && state.waits !== 'answer') state.misses = 0
  Object.assign(state, { at: node.id, waits: 'answer', askedAt: facts.now })
}

function say(turn: Turn, nodeId: string | null, text: string, more: Partial<Pick<NodeOf<'answer'>, 'file' | 'link'>> = {}): void {
  if (text === '' && !more.file) return
  push(turn, { kind: 'say', nodeId, text, file: more.file ?? null, link: more.link ?? null })
}

/** `goesOn`: what was heard is said to a dialogue that is on already. One that begins is told with what the customer came. */
function act(turn: Turn, node: NodeOf<'action'>, goesOn = false, instead?: DialogueSaid): void {
  const { state, heard, flow } = turn
  // A file cannot be handed on: what comes with one is for whoever asks by the menu.
  const answer = heard?.known && heard.known.file === null ? filled(turn, heard.known.text) : null
  const said = instead ?? (heard && spokenTo(goesOn ? state : { askedAt: null }, heard, flow.rules, answer))
  const input = Object.fromEntries(Object.entries(node.input).map(([name, value]) => [name, filled(turn, value)]))
  Object.assign(state, { waits: 'action', calling: state.next })
  push(turn, { kind: 'act', nodeId: node.id, action: node.action, input, said, goesOn })
}

function handOver(turn: Turn, reason: HandOffReason, text = '', node?: NodeOf<'hand-off'>, note = ''): void {
  const { state, facts, flow } = turn
  const words = (name: Phrase): string => phrase(name, state.last.language, facts.locale)
  const usual = words(reason === 'negative' || reason === 'complaint' ? 'calm' : reason === 'misunderstood' ? 'fallback' : 'hand_off')
  const away = node && node.awayText !== '' ? node.awayText : words(facts.openingHours === '' ? 'away' : 'away_hours')
  push(turn, {
    kind: 'hand-off',
    nodeId: node?.id ?? state.at,
    reason,
    teamId: node ? node.teamId : flow.rules.teamId,
    text: text === '' ? usual : text,
    awayText: filled(turn, away),
    note: node ? filled(turn, node.note) : note,
  })
  Object.assign(state, { over: 'handed-off', waits: 'nothing' })
}

type Unnumbered = Effect extends infer E ? (E extends Effect ? Omit<E, 'n'> : never) : never

const push = (turn: Turn, effect: Unnumbered): void => void turn.effects.push({ ...effect, n: turn.state.next++ } as Effect)

const filled = ({ state, facts }: Turn, text: string): string =>
  fill(text, { ...state.values, clientName: facts.contact.name, companyName: facts.companyName, openingHours: facts.openingHours })

/** What would be said a third time in a row to the same message is not: then a person comes. */
function withoutEcho(turn: Turn, before: RunState): Stepped {
  const { state, effects } = turn
  const words = effects.flatMap((effect) => ('text' in effect && effect.kind !== 'hand-off' ? [effect.text] : []))
  if (words.length === 0) return { state, effects }
  const said = searchable([state.last.text, ...words].join('\n')).slice(0, 2000)
  const times = said === before.echo.said ? before.echo.times + 1 : 1
  if (times > mostTimes && state.over !== 'handed-off') {
    const again = turnOf(turn.flow, before, turn.facts, turn.heard)
    const talking = state.waits === 'dialogue' ? turn.byId.get(state.at ?? '') : undefined
    // Whoever talks says what is known so far.
    if (talking?.kind === 'action') act(again, talking, true, { kind: 'person', why: 'repeats' })
    else handOver(again, 'repeats')
    return { state: again.state, effects: again.effects }
  }
  return { state: { ...state, echo: { said, times } }, effects }
}
