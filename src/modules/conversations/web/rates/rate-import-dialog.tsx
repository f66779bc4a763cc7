import { Button, Modal } from '@mantine/core'
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useState } from 'react'
import { importRates, listRates } from '#conversations/contract/rate-api.ts'
import type { RateImport } from '#conversations/contract/rate.ts'
import s from '#conversations/web/rates/rates.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useSend } from '#web/query.ts'
import { FileButton } from '#web/ui/file-button.tsx'
import { Notice } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

const mostBytes = 1_000_000

/** A file is looked at first; what would change and what is wrong with it is said before anything is written. */
export function RateImportDialog({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null)
  const [found, setFound] = useState<RateImport | null>(null)
  const [isTooLarge, setTooLarge] = useState(false)
  const trying = useSend(importRates, { onDone: setFound })
  const importing = useSend(importRates, {
    invalidates: [listRates],
    onDone: () => {
      void toast({ text: t('conversations.rates.imported') })
      onClose()
    },
  })
  const look = async (chosen: File) => {
    setFound(null)
    setTooLarge(chosen.size > mostBytes)
    if (chosen.size > mostBytes) return
    const csv = await chosen.text()
    setFile({ name: chosen.name, csv })
    await trying.send({ csv, isDryRun: true }).catch(() => {})
  }
  const mayImport = found !== null && found.added + found.changed > 0
  const problem = importing.problem ?? trying.problem
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conversations.rates.import_title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <p className={s.hint}>{t('conversations.rates.import_hint')}</p>
      <FileButton
        label={t('conversations.rates.choose')}
        accept=".csv,text/csv"
        loading={trying.sending}
        leftSection={<IconFileSpreadsheet size={15} />}
        onFile={(chosen) => void look(chosen)}
      >
        {file?.name ?? t('conversations.rates.choose')}
      </FileButton>
      {isTooLarge && <Notice tone="bad">{t('conversations.rates.too_large')}</Notice>}
      {problem && <Notice tone="bad">{problem}</Notice>}
      {found && (
        <div className={s.found} role="status">
          <p>{t('conversations.rates.found', { added: found.added, changed: found.changed, same: found.same })}</p>
          {found.problems.length > 0 && (
            <>
              <b>{t('conversations.rates.left_out', { count: found.problems.length })}</b>
              <ul>
                {found.problems.map(({ line, column, value, problem: what }, i) => (
                  <li key={i}>
                    <span className="num">{t('conversations.rates.line', { line })}</span>
                    <span>
                      {t(`conversations.rates.problems.${what}`)}
                      {(value || column) && `: ${value || column}`}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <div className={s.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('web.action.cancel')}
        </Button>
        <Button
          disabled={!mayImport}
          loading={importing.sending}
          onClick={() => file && void importing.send({ csv: file.csv, isDryRun: false }).catch(() => {})}
        >
          {t('conversations.rates.apply')}
        </Button>
      </div>
    </Modal>
  )
}
