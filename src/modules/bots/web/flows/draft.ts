import { useCallback, useEffect, useRef, useState } from 'react'
import type { FlowDocument, FlowNode } from '#bots/contract/flow.ts'
import { getFlow, listFlows, saveDraft } from '#bots/contract/flow-api.ts'
import type { Flow } from '#bots/contract/flows.ts'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf, useSend } from '#web/query.ts'

const quietMs = 700
const mostSteps = 100

type Past = { before: FlowDocument[]; now: FlowDocument; after: FlowDocument[]; name: string }
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'overtaken'

/**
 * What is being drawn: every change is a step that can be taken back, and is saved when the hand rests. `name` of a change:
 * several in a row with the same one are a single step (typing, dragging).
 */
export function useDraft(flow: Flow, isFixed: boolean) {
  const queryClient = useQueryClient()
  const [past, setPast] = useState<Past>(() => ({ before: [], now: flow.draft, after: [], name: '' }))
  const [state, setState] = useState<SaveState>('saved')
  const version = useRef(flow.version)
  const saved = useRef(flow.draft)
  const latest = useRef(past.now)
  latest.current = past.now
  const { send } = useSend(saveDraft, {
    invalidates: [listFlows],
    onDone: (answer) => {
      version.current = answer.version
      queryClient.setQueryData(keyOf(getFlow, { id: flow.id }), answer)
    },
    onProblem: (problem) => setState(problem.code === 'kernel.changed_meanwhile' ? 'overtaken' : 'failed'),
  })

  const save = useCallback(async (): Promise<boolean> => {
    const draft = latest.current
    if (isFixed || saved.current === draft) return true
    setState('saving')
    try {
      await send({ id: flow.id, draft }, { ifMatch: version.current })
    } catch {
      return false
    }
    saved.current = draft
    setState(latest.current === draft ? 'saved' : 'waiting')
    return true
  }, [flow.id, isFixed, send])

  // One save after the other, so that each knows the version that the one before made.
  const running = useRef<Promise<unknown>>(Promise.resolve())
  const saveNow = useCallback((): Promise<boolean> => {
    const next = running.current.then(save)
    running.current = next
    return next
  }, [save])

  useEffect(() => {
    if (isFixed || past.now === saved.current) return undefined
    setState((before) => (before === 'overtaken' ? before : 'waiting'))
    const timer = setTimeout(() => void saveNow(), quietMs)
    return () => clearTimeout(timer)
  }, [past.now, isFixed, saveNow])

  const change = useCallback((make: (before: FlowDocument) => FlowDocument, name = '') => {
    setPast((last) => {
      const now = make(last.now)
      if (now === last.now) return last
      const isSameStep = name !== '' && name === last.name
      return { before: isSameStep ? last.before : [...last.before, last.now].slice(-mostSteps), now, after: [], name }
    })
  }, [])

  const undo = useCallback(() => setPast((last) => step(last, 'before', 'after')), [])
  const redo = useCallback(() => setPast((last) => step(last, 'after', 'before')), [])
  /** What the server answered otherwise than by a save: a version that was published, or gone back to. */
  const take = useCallback((answer: Flow, isOther: boolean) => {
    version.current = answer.version
    if (!isOther) return
    saved.current = answer.draft
    setPast((last) => ({ before: [...last.before, last.now], now: answer.draft, after: [], name: '' }))
    setState('saved')
  }, [])

  return {
    document: past.now,
    state,
    version,
    change,
    undo: past.before.length > 0 ? undo : undefined,
    redo: past.after.length > 0 ? redo : undefined,
    saveNow,
    take,
  }
}

function step(last: Past, from: 'before' | 'after', into: 'before' | 'after'): Past {
  const now = last[from].at(-1)
  if (!now) return last
  return { ...last, [from]: last[from].slice(0, -1), [into]: [...last[into], last.now], now, name: '' }
}

export type Draft = ReturnType<typeof useDraft>

export const withNode =
  (id: string, make: (node: FlowNode) => FlowNode) =>
  (before: FlowDocument): FlowDocument => ({
    ...before,
    nodes: before.nodes.map((node) => (node.id === id ? make(node) : node)),
  })
