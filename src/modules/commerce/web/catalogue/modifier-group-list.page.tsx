import { Button, Menu, Switch } from '@mantine/core'
import { IconArchive, IconArchiveOff, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listModifierGroups, setModifierAvailability, setModifierGroupArchival } from '#commerce/contract/modifier-group-api.ts'
import type { ModifierGroup } from '#commerce/contract/modifier-group.ts'
import { canSetAvailability, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { ModifierGroupDialog } from '#commerce/web/catalogue/modifier-group-dialog.tsx'
import s from '#commerce/web/catalogue/modifiers.module.css'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { MoreMenu } from '#web/ui/more-menu.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'
import '#web/ui/mantine-forms-css.ts'

/** What may be asked of products: "sin picante", a second sauce. */
export function ModifierGroupListPage() {
  const t = useT()
  const may = useMay()
  const mayWrite = may(canWriteCatalogue)
  const { data, error, refetch } = useApi(listModifierGroups, {})
  const [open, setOpen] = useState<ModifierGroup | 'new' | null>(null)
  useTopic('commerce.catalogue')
  useTitle(t('commerce.modifier_group.title'))
  const groups = data?.items
  return (
    <Page
      title={t('commerce.modifier_group.title')}
      hint={t('commerce.modifier_group.page_hint')}
      back="/catalogo"
      narrow
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
            {t('commerce.modifier_group.create')}
          </Button>
        )
      }
    >
      {error && !groups ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !groups ? (
        <ListBones rows={5} />
      ) : groups.length === 0 ? (
        <EmptyState title={t('commerce.modifier_group.empty_title')} hint={t('commerce.modifier_group.empty_hint')} />
      ) : (
        <ul className={s.groups}>
          {groups.map((group) => (
            <Group key={group.id} group={group} onEdit={mayWrite && group.archivedAt === null ? () => setOpen(group) : undefined} />
          ))}
        </ul>
      )}
      {open && <ModifierGroupDialog group={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Group({ group, onEdit }: { group: ModifierGroup; onEdit: (() => void) | undefined }) {
  const t = useT()
  const format = useFormat()
  const may = useMay()
  const words = { invalidates: [listModifierGroups], onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const { send: archive } = useSend(setModifierGroupArchival, words)
  const { send: setAvailable } = useSend(setModifierAvailability, words)
  const isArchived = group.archivedAt !== null
  const icon = { size: 16, stroke: 1.7 }
  return (
    <li className={s.group}>
      <header>
        <div>
          <h2>{group.name}</h2>
          <p>
            {group.least === group.most
              ? t('commerce.modifier_group.rule_exact', { count: group.most })
              : t('commerce.modifier_group.rule', { least: group.least, most: group.most })}{' '}
            · {t('commerce.category.count', { count: group.productCount })}
          </p>
        </div>
        {isArchived && <Chip>{t('commerce.modifier_group.archived')}</Chip>}
        {onEdit && (
          <Button variant="default" onClick={onEdit}>
            {t('web.action.edit')}
          </Button>
        )}
        {may(canWriteCatalogue) && (
          <MoreMenu width={200}>
            <Menu.Item
              leftSection={isArchived ? <IconArchiveOff {...icon} /> : <IconArchive {...icon} />}
              onClick={() => void archive({ id: group.id, isArchived: !isArchived })}
            >
              {t(isArchived ? 'commerce.modifier_group.restore' : 'commerce.modifier_group.archive')}
            </Menu.Item>
          </MoreMenu>
        )}
      </header>
      <ul>
        {group.modifiers.map((one) => (
          <li key={one.id}>
            <Switch
              size="sm"
              color="var(--t3)"
              checked={one.isAvailable}
              disabled={isArchived || !may(canSetAvailability)}
              label={one.name}
              onChange={(event) => void setAvailable({ id: one.id, isAvailable: event.currentTarget.checked })}
            />
            {one.priceMinor !== 0 && (
              <span className="num">
                {one.priceMinor > 0 ? '+' : ''}
                {format.money(one.priceMinor)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </li>
  )
}
