import { Button, Modal } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { addressLines } from '#crm/contract/address-text.ts'
import type { FieldValue, TypedIdentity } from '#crm/contract/contact.ts'
import type { Clash } from '#crm/web/contacts/changes.ts'
import { typedAddress, type AddressValues } from '#crm/web/contacts/address-values.ts'
import { useColleagues, useFields, useTags } from '#crm/web/contacts/definitions.ts'
import { FieldText } from '#crm/web/contacts/field-text.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { Notice } from '#web/ui/states.tsx'
import s from '#crm/web/contacts/contacts.module.css'

type Props = { clashes: readonly Clash[]; onClose: () => void; onResolve: (theirs: ReadonlySet<string>) => void }

/** Two people changed the same part of a contact: both versions side by side, one of each is kept. */
export function ClashDialog({ clashes, onClose, onResolve }: Props) {
  const t = useT()
  const name = useId()
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const definitions = useFields()
  const choose = (path: string, isTheirs: boolean) =>
    setTheirs((before) => new Set(isTheirs ? [...before, path] : [...before].filter((one) => one !== path)))
  const label = (path: string): string => {
    if (path.startsWith('fields.')) return definitions.find(({ key }) => `fields.${key}` === path)?.label ?? path.slice(7)
    const words: Record<string, string> = { identities: 'crm.form.identities', tagIds: 'crm.contact.tags', ownerId: 'crm.contact.owner' }
    return t(words[path] ?? `crm.contact.${path}`)
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={t('crm.clash.title')} closeButtonProps={{ 'aria-label': t('web.action.close') }}>
      <Notice tone="warn">{t('crm.clash.hint')}</Notice>
      <div className={s.both}>
        <span className={s.column} />
        <span className={s.column}>{t('crm.clash.mine')}</span>
        <span className={s.column}>{t('crm.clash.theirs')}</span>
        {clashes.map((clash) => [
          <strong key={`${clash.path} name`}>{label(clash.path)}</strong>,
          ...([false, true] as const).map((isTheirs) => (
            <label key={`${clash.path} ${isTheirs}`} className={s.choice}>
              <input
                type="radio"
                name={`${name}${clash.path}`}
                checked={theirs.has(clash.path) === isTheirs}
                onChange={() => choose(clash.path, isTheirs)}
              />
              <span>
                <PartValue path={clash.path} value={isTheirs ? clash.theirs : clash.mine} />
              </span>
            </label>
          )),
        ])}
      </div>
      <div className={s.clashEnd}>
        <Button variant="default" onClick={onClose}>
          {t('web.form.stay')}
        </Button>
        <Button onClick={() => onResolve(theirs)}>{t('crm.clash.save')}</Button>
      </div>
    </Modal>
  )
}

/** One part of a contact in words; a sign that there is nothing where there is nothing. */
export function PartValue({ path, value }: { path: string; value: unknown }): ReactNode {
  const t = useT()
  const { byId } = useTags()
  const { nameOf } = useColleagues()
  const definitions = useFields()
  const nothing = <em>{t('crm.clash.nothing')}</em>
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return nothing
  if (path === 'identities')
    return (value as TypedIdentity[]).map((one) => (one.kind === 'tax_id' ? one.value.slice(3) : one.value)).join(', ')
  if (path === 'addresses')
    return (value as AddressValues[])
      .map((one) => [one.label, ...addressLines(typedAddress(one)), one.coordinates].filter(Boolean).join(', '))
      .join(' · ')
  if (path === 'relations') return (value as string[]).map((relation) => t(`crm.relation.${relation}`)).join(', ')
  if (path === 'tagIds') return (value as string[]).map((id) => byId.get(id)?.name ?? '').join(', ')
  if (path === 'ownerId') return nameOf(value as string) ?? t('crm.contact.somebody_gone')
  if (path === 'kind') return t(`crm.kind.${value as string}`)
  const field = definitions.find(({ key }) => `fields.${key}` === path)
  return field ? <FieldText field={field} value={value as FieldValue} /> : String(value)
}
