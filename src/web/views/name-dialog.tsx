import '#web/ui/mantine-forms-css.ts'
import { Switch, TextInput } from '@mantine/core'
import { useT } from '#web/i18n/i18n.tsx'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'

export type Named = { name: string; isShared: boolean }
type Props = {
  view: Named | null
  /** Key below which the module says `save`, `rename`, `name`, `share` and `share_hint`. */
  words: string
  /** A name for example. */
  example?: string
  mayShare: boolean
  /** What it is refused for is said in the window, where what was typed stays. */
  onSave: (named: Named) => Promise<unknown>
  onClose: () => void
}

/** A name for what is on screen, or another one; whoever may share it gives it to everybody. */
export function NameDialog({ view, words, example, mayShare, onSave, onClose }: Props) {
  const t = useT()
  const form = useContractForm({
    initialValues: { name: view?.name ?? '', isShared: view?.isShared ?? false },
    save: ({ name, isShared }) => onSave({ name: name.trim(), isShared }),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      onCancel={onClose}
      title={t(`${words}.${view ? 'rename' : 'save'}`)}
      size={440}
      submit={t('web.action.save')}
    >
      <TextInput data-autofocus required maxLength={60} label={t(`${words}.name`)} placeholder={example} {...form.field('name')} />
      {mayShare && (
        <Switch label={t(`${words}.share`)} description={t(`${words}.share_hint`)} {...form.field('isShared', { type: 'checkbox' })} />
      )}
    </DialogForm>
  )
}
