import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { countContacts, listContacts } from '#crm/contract/api.ts'
import type { Contact } from '#crm/contract/contact.ts'
import { previewErasure, startErasure } from '#crm/contract/privacy-api.ts'
import type { ErasurePreview } from '#crm/contract/privacy.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { apiQuery, useSend } from '#web/query.ts'
import { useProblemText } from '#web/i18n/problem-text.ts'
import { confirm } from '#web/ui/dialog.ts'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/privacy/privacy.module.css'

/** Says what goes and what stays, lets the name be typed, and begins. Afterwards there is no record to stay on. */
export function useErasing(contact: Contact): { ask: (onStart: () => void) => Promise<void>; isAsking: boolean } {
  const t = useT()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const problemText = useProblemText()
  const [isAsking, setAsking] = useState(false)
  const { send } = useSend(startErasure, {
    invalidates: [listContacts, countContacts],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })

  const ask = async (onStart: () => void): Promise<void> => {
    setAsking(true)
    const preview = await queryClient
      .fetchQuery({ ...apiQuery(previewErasure, { id: contact.id }), staleTime: 0 })
      .catch((error: unknown) => void toast({ text: problemText(error), tone: 'bad' }))
    setAsking(false)
    if (!preview) return
    onStart()
    const isSure = await confirm({
      title: t('crm.privacy.erase_title', { name: preview.name }),
      text: <Consequences preview={preview} />,
      confirm: t('crm.privacy.erase_do'),
      isDangerous: true,
      typeToConfirm: preview.name,
    })
    if (!isSure) return
    send({ id: contact.id, confirmation: preview.name }).then(
      () => {
        void toast({ text: t('crm.privacy.erasing'), name: 'erasure' })
        void navigate({ to: '/contactos' })
      },
      () => {},
    )
  }
  return { ask, isAsking }
}

function Consequences({ preview }: { preview: ErasurePreview }) {
  const t = useT()
  const format = useFormat()
  return (
    <div className={s.consequences}>
      <p>{t('crm.privacy.for_good')}</p>
      <h4>{t('crm.privacy.goes')}</h4>
      <ul className={s.goes}>
        {preview.goes.map(({ table, words, count }) => (
          <li key={table}>
            <span>{t(words)}</span>
            <span>{format.number(count)}</span>
          </li>
        ))}
      </ul>
      <h4>{t('crm.privacy.stays')}</h4>
      <ul className={s.stays}>
        {preview.stays.map(({ words, because }) => (
          <li key={words}>
            {t(words)}
            <small>{t(because)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
