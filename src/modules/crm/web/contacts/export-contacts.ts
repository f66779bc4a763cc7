import { useRef, useState } from 'react'
import { createExport, getExport } from '#crm/contract/api.ts'
import type { ExportContacts } from '#crm/contract/import.ts'
import { call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useHappening, useTopic } from '#web/live-hooks.ts'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** Asks for a file with what the list shows and saves it as soon as it is ready. */
export function useExport(): { start: (asked: Partial<ExportContacts>) => void } {
  const t = useT()
  const [waiting, setWaiting] = useState<string | null>(null)
  const handled = useRef(new Set<string>())
  const { send, sending } = useSend(createExport, { onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'export' }) })
  const topic = waiting === null ? null : `crm.export:${waiting}`

  const look = async (id: string): Promise<void> => {
    if (handled.current.has(id)) return
    const made = await call(getExport, { id })
    if (made.status === 'running' || handled.current.has(id)) return
    handled.current.add(id)
    setWaiting(null)
    if (made.status === 'failed' || !made.fileUrl) return toast({ text: t('crm.export.failed'), tone: 'bad', name: 'export' })
    const link = document.createElement('a')
    link.href = made.fileUrl
    link.download = ''
    link.click()
    return toast({ text: t('crm.export.done', { count: made.rows }), name: 'export' })
  }
  useTopic(topic)
  useHappening(topic, () => {
    if (waiting !== null) void look(waiting).catch(() => {})
  })

  const start = (asked: Partial<ExportContacts>) => {
    if (sending || waiting !== null) return
    void toast({ text: t('crm.export.started'), name: 'export', stay: false })
    send({ show: asked.show, search: asked.search, filter: asked.filter }).then(
      ({ id }) => {
        setWaiting(id)
        // It may have been ready before this screen was listening.
        for (const wait of [1_000, 5_000, 20_000, 60_000]) setTimeout(() => void look(id).catch(() => {}), wait)
      },
      () => {},
    )
  }
  return { start }
}
