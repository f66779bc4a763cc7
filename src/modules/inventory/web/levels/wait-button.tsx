import { Button } from '@mantine/core'
import { IconBell, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { listWaiting, waitForStock } from '#inventory/contract/waiting-api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useSend } from '#web/query.ts'
import { toast } from '#web/ui/toast.ts'

/** Whoever wanted what ran out is told when it is there again. */
export function WaitButton({ contactId, variantId, name }: PanelProps['soldOut']) {
  const t = useT()
  const [isNoted, setNoted] = useState(false)
  const { send, sending } = useSend(waitForStock, {
    invalidates: [listWaiting],
    onDone: (one) => {
      setNoted(true)
      void toast({ text: t('inventory.waiting.added', { name: one.contactName ?? '' }) })
    },
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      fullWidth
      mt={4}
      loading={sending}
      disabled={isNoted}
      leftSection={isNoted ? <IconCheck size={14} /> : <IconBell size={14} />}
      aria-label={t('inventory.waiting.tell_named', { name })}
      onClick={() => void send({ variantId, contactId })}
    >
      {t(isNoted ? 'inventory.waiting.noted' : 'inventory.waiting.tell')}
    </Button>
  )
}
