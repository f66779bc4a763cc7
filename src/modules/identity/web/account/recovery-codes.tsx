import { Button } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '#web/i18n/i18n.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#identity/web/account/account.module.css'

/** Shown once: they must be taken somewhere safe before the window closes. */
export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useT()
  const [isCopied, setCopied] = useState(false)
  const text = codes.join('\n')
  const handleDownload = () => {
    const url = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: url, download: 'yapa-recovery-codes.txt' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <CheckedForm
      onSubmit={(event) => {
        event.preventDefault()
        onDone()
      }}
    >
      <Notice tone="warn">{t('identity.account.second_factor.keep_codes')}</Notice>
      <ul className={s.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={`${s.buttons} ${s.foot}`}>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {t(isCopied ? 'web.action.copied' : 'web.action.copy')}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={15} />} onClick={handleDownload}>
          {t('identity.account.second_factor.download')}
        </Button>
      </div>
      <FormButtons submit={t('identity.account.second_factor.kept')} isSaving={false} />
    </CheckedForm>
  )
}
