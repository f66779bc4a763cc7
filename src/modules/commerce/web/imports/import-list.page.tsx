import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { productSheet } from '#commerce/web/imports/product-sheet.ts'
import { useProductFile } from '#commerce/web/imports/use-product-file.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { SheetListPage } from '#web/sheets/sheet-list.tsx'
import s from '#commerce/web/imports/imports.module.css'

/** Brings products from a spreadsheet: the file first, a sheet to begin with, and what was brought before. */
export function ProductImportListPage() {
  const t = useT()
  const { write, isWriting } = useProductFile()
  return (
    <SheetListPage kind={productSheet}>
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
