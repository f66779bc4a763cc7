import { useNavigate } from '@tanstack/react-router'
import { createImport, listImports } from '#crm/contract/api.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { SheetListPage } from '#web/sheets/sheet-list.tsx'

const path = '/contactos/importar'

/** Brings contacts from a spreadsheet: the file first, and what was brought before. */
export function ImportListPage() {
  const t = useT()
  const navigate = useNavigate()
  const { data } = useApi(listImports, {}, { staleTime: 0 })
  const { send, sending, problem } = useSend(createImport, { invalidates: [listImports] })
  useTitle(t('crm.import.title'))
  const take = (file: File): void =>
    void send({}, { files: { file }, timeoutMs: 10 * 60_000 }).then(
      (made) => void navigate({ to: `${path}/${made.id}` }),
      () => {},
    )
  return (
    <SheetListPage
      title={t('crm.import.title')}
      back="/contactos"
      path={path}
      items={data?.items}
      onTake={take}
      isSending={sending}
      problem={problem}
    />
  )
}
