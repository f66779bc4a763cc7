import { Button, Menu } from '@mantine/core'
import { IconBraces, IconFileDownload, IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import { exportConversation, getConversationExport } from '#conversations/contract/export-api.ts'
import { call } from '#web/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** A long thread takes a second or two; the worker may be busy with somebody else's. */
const waitsMs = [400, 800, 1_500, 3_000, 5_000, 10_000, 20_000, 40_000]

/** The whole conversation as a file, saved as soon as it is ready. */
export function ExportMenu({ conversationId }: { conversationId: string }) {
  const t = useT()
  const [isWaiting, setWaiting] = useState(false)
  const { send } = useSend(exportConversation, { onProblem: (_problem, text) => void toast({ text, tone: 'bad', name: 'export' }) })
  const save = async (format: 'pdf' | 'json') => {
    setWaiting(true)
    void toast({ text: t('conversations.export.preparing'), name: 'export', stay: false })
    try {
      const { id } = await send({ id: conversationId, format })
      const url = await fileOf(id)
      if (url) download(url)
      else void toast({ text: t('conversations.export.failed'), tone: 'bad', name: 'export' })
    } catch {
      // The refusal was told already.
    } finally {
      setWaiting(false)
    }
  }
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Button variant="default" size="xs" loading={isWaiting} leftSection={<IconFileDownload size={15} stroke={1.7} />}>
          {t('conversations.export.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileTypePdf size={15} stroke={1.7} />} onClick={() => void save('pdf')}>
          {t('conversations.export.pdf')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBraces size={15} stroke={1.7} />} onClick={() => void save('json')}>
          {t('conversations.export.json')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

async function fileOf(id: string): Promise<string | null> {
  for (const wait of waitsMs) {
    await new Promise((resolve) => setTimeout(resolve, wait))
    const made = await call(getConversationExport, { id })
    if (made.status !== 'running') return made.fileUrl
  }
  return null
}

function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}
