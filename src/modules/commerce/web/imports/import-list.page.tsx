import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { createProductImport, listProductImports } from '#commerce/contract/product-import-api.ts'
import { useProductFile } from '#commerce/web/imports/use-product-file.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useTitle } from '#web/shell/title.tsx'
import { SheetListPage } from '#web/sheets/sheet-list.tsx'
import s from '#commerce/web/imports/imports.module.css'

const path = '/catalogo/importar'

/** Brings products from a spreadsheet: the file first, a sheet to begin with, and what was brought before. */
export function ProductImportListPage() {
  const t = useT()
  const navigate = useNavigate()
  const { data } = useApi(listProductImports, {}, { staleTime: 0 })
  const { send, sending, problem } = useSend(createProductImport, { invalidates: [listProductImports] })
  const { write, isWriting } = useProductFile()
  useTitle(t('commerce.import.title'))
  const take = (file: File): void =>
    void send({}, { files: { file }, timeoutMs: 10 * 60_000 }).then(
      (made) => void navigate({ to: `${path}/${made.id}` }),
      () => {},
    )
  return (
    <SheetListPage
      title={t('commerce.import.title')}
      back="/catalogo"
      path={path}
      items={data?.items}
      onTake={take}
      isSending={sending}
      problem={problem}
    >
      <div className={s.template}>
        <p>{t('commerce.import.template_hint')}</p>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Button
            key={format}
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} stroke={1.7} />}
            disabled={isWriting}
            onClick={() => write({ format, isTemplate: true })}
          >
            {t(`commerce.import.template_${format}`)}
          </Button>
        ))}
      </div>
    </SheetListPage>
  )
}
