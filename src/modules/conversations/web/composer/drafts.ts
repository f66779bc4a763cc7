import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { getConversation, saveDraft } from '#conversations/contract/api.ts'
import type { Uploaded } from '#conversations/contract/content.ts'
import type { Conversation, Draft } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { call } from '#web/api.ts'
import { type Session, sessionQuery } from '#web/session.ts'

/**
 * Unsent text: at once on this device, a moment later on the server, so that it survives a reload, a change of
 * conversation and a change of machine. What this device has not told the server yet is newer than what the server has.
 */
export type OwnDraft = {
  text: string
  isNote: boolean
  replyTo: Message['replyTo']
  files: readonly DraftFile[]
  cannedReplyId: string | null
}

/** A file beside the text: on its way up, ready to be sent, or refused. */
export type DraftFile = {
  key: string
  name: string
  sizeBytes: number
  mimeType: string
  /** Of a picture, while this page lives. */
  previewUrl: string | null
  state: 'uploading' | 'ready' | 'refused'
  /** 0 to 1. */
  progress: number
  uploaded: Uploaded | null
  problem: string | null
}

export const emptyDraft: OwnDraft = { text: '', isNote: false, replyTo: null, files: [], cannedReplyId: null }
export const isEmptyDraft = ({ text, files }: OwnDraft): boolean => text.trim() === '' && files.length === 0

const saveMs = 700

type Kept = { draft: OwnDraft; isSaved: boolean }
export type Drafts = ReturnType<typeof makeDrafts>

export function makeDrafts(queryClient: QueryClient, personId: string) {
  const memory = (id: string) => `yapa.draft.${personId}.${id}`
  // Null: looked for and not there, so that the storage is read once.
  const byConversation = new Map<string, Kept | null>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())

  function kept(id: string): Kept | null {
    const known = byConversation.get(id)
    if (known !== undefined) return known
    const found = remembered(memory(id))
    byConversation.set(id, found)
    return found
  }

  function keep(id: string, next: Kept): void {
    byConversation.set(id, next)
    try {
      if (next.isSaved && isEmptyDraft(next.draft)) localStorage.removeItem(memory(id))
      else localStorage.setItem(memory(id), JSON.stringify({ ...next, draft: { ...next.draft, files: lasting(next.draft.files) } }))
    } catch {
      // Without a storage the copy of the server remains.
    }
    tell()
  }

  async function save(id: string): Promise<void> {
    clearTimeout(timers.get(id))
    timers.delete(id)
    const last = kept(id)
    if (!last || last.isSaved) return
    const { text, isNote, replyTo, files } = last.draft
    const fileIds = files.flatMap(({ uploaded }) => (uploaded ? [uploaded.fileId] : []))
    try {
      const { draft } = await call(saveDraft, { id, text, isNote, replyToId: replyTo?.id ?? null, fileIds })
      const now = kept(id)
      if (now?.draft === last.draft) keep(id, { ...last, isSaved: true })
      // Sent while its copy was on the way: the server may have taken that in after the message.
      else if (now?.isSaved && draft !== null) return change(id, {})
      queryClient.setQueryData<Conversation>([getConversation.path, { id }], (known) => (known ? { ...known, draft } : known))
    } catch {
      // It stays unsaved here and is told with the next letter, or when the conversation is opened again.
    }
  }

  function plan(id: string): void {
    clearTimeout(timers.get(id))
    timers.set(
      id,
      setTimeout(() => void save(id), saveMs),
    )
  }

  function change(id: string, to: Partial<OwnDraft> | ((last: OwnDraft) => Partial<OwnDraft>)): void {
    const last = kept(id)?.draft ?? emptyDraft
    keep(id, { draft: { ...last, ...(typeof to === 'function' ? to(last) : to) }, isSaved: false })
    plan(id)
  }

  return {
    of: (id: string): OwnDraft => kept(id)?.draft ?? emptyDraft,
    /** Null while this device has nothing to say about it. */
    known: (id: string): OwnDraft | null => kept(id)?.draft ?? null,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** What the server has, unless this device has something newer. */
    meet(id: string, draft: Draft | null, quoted: (messageId: string) => Message['replyTo']): void {
      const own = kept(id)
      if (own && !own.isSaved) return void save(id)
      if (!draft && !own) return
      const known = new Map(own?.draft.files.flatMap((file) => (file.uploaded ? [[file.uploaded.fileId, file] as const] : [])))
      const next: OwnDraft = draft
        ? {
            text: draft.text,
            isNote: draft.isNote,
            replyTo:
              draft.replyToId === null
                ? null
                : (quoted(draft.replyToId) ?? (own?.draft.replyTo?.id === draft.replyToId ? own.draft.replyTo : null)),
            files: draft.fileIds.flatMap((fileId) => known.get(fileId) ?? []),
            cannedReplyId: own?.draft.text === draft.text ? own.draft.cannedReplyId : null,
          }
        : emptyDraft
      keep(id, { draft: next, isSaved: true })
    },
    change,
    save,
    /** Sent: the server forgets its own copy with the message. */
    clear(id: string): void {
      clearTimeout(timers.get(id))
      timers.delete(id)
      for (const { previewUrl } of kept(id)?.draft.files ?? []) if (previewUrl) URL.revokeObjectURL(previewUrl)
      keep(id, { draft: emptyDraft, isSaved: true })
      queryClient.setQueryData<Conversation>([getConversation.path, { id }], (known) => (known ? { ...known, draft: null } : known))
    },
  }
}

/** Only what is on the server outlives this page. */
const lasting = (files: readonly DraftFile[]): DraftFile[] =>
  files.filter(({ uploaded }) => uploaded !== null).map((file) => ({ ...file, previewUrl: null }))

function remembered(memory: string): Kept | null {
  try {
    const text = localStorage.getItem(memory)
    return text ? (JSON.parse(text) as Kept) : null
  } catch {
    return null
  }
}

const stores = new WeakMap<QueryClient, { personId: string; drafts: Drafts }>()

export function draftsOf(queryClient: QueryClient): Drafts {
  const personId = queryClient.getQueryData<Session>(sessionQuery.queryKey)?.person.id ?? ''
  const known = stores.get(queryClient)
  if (known?.personId === personId) return known.drafts
  const drafts = makeDrafts(queryClient, personId)
  stores.set(queryClient, { personId, drafts })
  return drafts
}

export const useDrafts = (): Drafts => draftsOf(useQueryClient())

export function useDraft(conversationId: string): OwnDraft {
  const drafts = useDrafts()
  return useSyncExternalStore(
    drafts.subscribe,
    useCallback(() => drafts.of(conversationId), [drafts, conversationId]),
  )
}

export function useKnownDraft(conversationId: string): OwnDraft | null {
  const drafts = useDrafts()
  return useSyncExternalStore(
    drafts.subscribe,
    useCallback(() => drafts.known(conversationId), [drafts, conversationId]),
  )
}
