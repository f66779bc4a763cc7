import { useRef } from 'react'
import type { Uploaded } from '#conversations/contract/content.ts'
import { type DraftFile, type Drafts, useDrafts } from '#conversations/web/composer/drafts.ts'
import { largestBytes, upload } from '#conversations/web/composer/upload.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { newKey } from '#web/keys.ts'
import type { StoredFile } from '#web/module.ts'

/** As many as a draft carries. */
export const mostFiles = 10

/** Uploads go on when another conversation is opened, and end when their file is taken out. */
const running = new Map<string, AbortController>()

export function useAttachments(conversationId: string) {
  const t = useT()
  const text = useProblemText()
  const drafts = useDrafts()
  const latest = useRef({ t, text })
  latest.current = { t, text }

  const change = (key: string, to: Partial<DraftFile>): void => changeFile(drafts, conversationId, key, to)

  async function send(file: File, key: string): Promise<void> {
    const controller = new AbortController()
    running.set(key, controller)
    try {
      const uploaded = await upload(file, (progress) => change(key, { progress }), controller.signal)
      change(key, { state: 'ready', progress: 1, uploaded })
    } catch (error) {
      if (!controller.signal.aborted) change(key, { state: 'refused', problem: latest.current.text(error) })
    } finally {
      running.delete(key)
    }
  }

  return {
    add(files: Iterable<File>): void {
      const room = mostFiles - drafts.of(conversationId).files.length
      for (const file of [...files].slice(0, Math.max(0, room))) {
        const key = newKey()
        const isPicture = /^image\/(jpeg|png|webp|gif)$/.test(file.type)
        const problem = file.size === 0 ? 'empty' : file.size > largestBytes ? 'too_large' : null
        const fresh: DraftFile = {
          key,
          name: file.name || t('conversations.composer.pasted'),
          sizeBytes: file.size,
          mimeType: file.type,
          previewUrl: isPicture ? URL.createObjectURL(file) : null,
          state: problem ? 'refused' : 'uploading',
          progress: 0,
          uploaded: null,
          problem: problem && t(`conversations.composer.file_${problem}`),
        }
        drafts.change(conversationId, ({ files: last }) => ({ files: [...last, fresh] }))
        if (!problem) void send(file, key)
      }
    },
    /** One that the organization has already. */
    addStored({ fileId, name, mimeType, sizeBytes, url }: StoredFile): void {
      const [family] = mimeType.split('/')
      const kind = family === 'image' || family === 'audio' || family === 'video' ? family : 'document'
      const uploaded: Uploaded = {
        fileId,
        kind,
        mimeType,
        sizeBytes,
        filename: name,
        width: null,
        height: null,
        isVoice: false,
        url,
        thumbnailUrl: null,
      }
      const fresh: DraftFile = {
        key: newKey(),
        name,
        sizeBytes,
        mimeType,
        previewUrl: null,
        state: 'ready',
        progress: 1,
        uploaded,
        problem: null,
      }
      drafts.change(conversationId, ({ files: last }) => ({ files: [...last, fresh].slice(0, mostFiles) }))
    },
    remove(key: string): void {
      running.get(key)?.abort(new DOMException('removed', 'AbortError'))
      drafts.change(conversationId, ({ files }) => {
        const gone = files.find((file) => file.key === key)
        if (gone?.previewUrl) URL.revokeObjectURL(gone.previewUrl)
        return { files: files.filter((file) => file.key !== key) }
      })
    },
  }
}

function changeFile(drafts: Drafts, conversationId: string, key: string, to: Partial<DraftFile>): void {
  if (!drafts.of(conversationId).files.some((file) => file.key === key)) return
  drafts.change(conversationId, ({ files }) => ({ files: files.map((file) => (file.key === key ? { ...file, ...to } : file)) }))
}
