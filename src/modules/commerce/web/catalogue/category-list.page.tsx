import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArchive, IconArrowDown, IconArrowUp, IconDots, IconFolderSymlink, IconPencil, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listCategories, moveCategory, setCategoryArchival } from '#commerce/contract/category-api.ts'
import type { Category } from '#commerce/contract/category.ts'
import { canWriteCatalogue } from '#commerce/contract/permissions.ts'
import { ArchiveCategoryDialog } from '#commerce/web/catalogue/archive-category-dialog.tsx'
import { useCategories } from '#commerce/web/catalogue/categories.ts'
import { CategoryDialog } from '#commerce/web/catalogue/category-dialog.tsx'
import s from '#commerce/web/catalogue/categories.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { useTopic } from '#web/live-hooks.ts'
import { useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { useTitle } from '#web/shell/title.tsx'
import { Page } from '#web/ui/page.tsx'
import { EmptyState, ErrorState, ListBones } from '#web/ui/states.tsx'
import { toast } from '#web/ui/toast.ts'

type Open = { kind: 'edit'; category: Category | null; parentId: string | null } | { kind: 'archive'; category: Category } | null

/** The tree of categories, in the order in which menus show it. */
export function CategoryListPage() {
  const t = useT()
  const may = useMay()
  const mayWrite = may(canWriteCatalogue)
  const tree = useCategories()
  const { living, all } = tree
  const [open, setOpen] = useState<Open>(null)
  const words = { invalidates: [listCategories], onProblem: (_problem: unknown, text: string) => void toast({ text, tone: 'bad' }) }
  const { send: move } = useSend(moveCategory, words)
  const { send: archive } = useSend(setCategoryArchival, words)
  useTopic('commerce.catalogue')
  useTitle(t('commerce.category.title'))

  const siblingsOf = ({ parentId }: Category) => living.filter((one) => one.parentId === parentId)
  const shift = (category: Category, by: -1 | 1) => {
    const siblings = siblingsOf(category)
    const at = siblings.indexOf(category) + by
    const after = by === 1 ? siblings[at] : siblings[at - 1]
    void move({ id: category.id, parentId: category.parentId, afterId: after?.id ?? null })
  }
  const put = (category: Category, parentId: string | null) =>
    void move({
      id: category.id,
      parentId,
      afterId: living.filter((one) => one.parentId === parentId && one.id !== category.id).at(-1)?.id ?? null,
    })
  const archived = all.filter(({ archivedAt }) => archivedAt !== null)

  return (
    <Page
      title={t('commerce.category.title')}
      hint={t('commerce.category.hint')}
      back="/catalogo"
      narrow
      actions={
        mayWrite && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ kind: 'edit', category: null, parentId: null })}>
            {t('commerce.category.create')}
          </Button>
        )
      }
    >
      {tree.error && all.length === 0 ? (
        <ErrorState error={tree.error} onRetry={tree.refetch} />
      ) : tree.isPending ? (
        <ListBones rows={6} />
      ) : living.length === 0 ? (
        <EmptyState title={t('commerce.category.empty_title')} hint={t('commerce.category.empty_hint')} />
      ) : (
        <ul className={s.tree}>
          {living.map((one) => {
            const siblings = siblingsOf(one)
            return (
              <li key={one.id} style={{ paddingInlineStart: tree.levelOf(one.id) * 24 }}>
                <Link to="/catalogo" search={{ categoria: one.id } as never}>
                  <strong>{one.name}</strong>
                  <small>{t('commerce.category.count', { count: one.productCount })}</small>
                </Link>
                {mayWrite && (
                  <>
                    <ActionIcon
                      size={32}
                      disabled={siblings[0] === one}
                      aria-label={t('commerce.category.up', { name: one.name })}
                      onClick={() => shift(one, -1)}
                    >
                      <IconArrowUp size={16} stroke={1.7} />
                    </ActionIcon>
                    <ActionIcon
                      size={32}
                      disabled={siblings.at(-1) === one}
                      aria-label={t('commerce.category.down', { name: one.name })}
                      onClick={() => shift(one, 1)}
                    >
                      <IconArrowDown size={16} stroke={1.7} />
                    </ActionIcon>
                    <Menu position="bottom-end" width={230}>
                      <Menu.Target>
                        <ActionIcon size={32} aria-label={t('web.list.row_actions', { name: one.name })}>
                          <IconDots size={16} stroke={1.7} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        <Menu.Item
                          leftSection={<IconPencil size={15} />}
                          onClick={() => setOpen({ kind: 'edit', category: one, parentId: one.parentId })}
                        >
                          {t('web.action.edit')}
                        </Menu.Item>
                        <Menu.Item
                          leftSection={<IconPlus size={15} />}
                          onClick={() => setOpen({ kind: 'edit', category: null, parentId: one.id })}
                        >
                          {t('commerce.category.create_below')}
                        </Menu.Item>
                        <Menu.Sub>
                          <Menu.Sub.Target>
                            <Menu.Sub.Item leftSection={<IconFolderSymlink size={15} />}>{t('commerce.category.move')}</Menu.Sub.Item>
                          </Menu.Sub.Target>
                          <Menu.Sub.Dropdown mah={320} style={{ overflowY: 'auto' }}>
                            <Menu.Item disabled={one.parentId === null} onClick={() => put(one, null)}>
                              {t('commerce.category.top')}
                            </Menu.Item>
                            {tree.options
                              .filter(({ value }) => value !== one.id && value !== one.parentId && !tree.isBelow(value, one.id))
                              .map(({ value, label }) => (
                                <Menu.Item key={value} onClick={() => put(one, value)}>
                                  {label}
                                </Menu.Item>
                              ))}
                          </Menu.Sub.Dropdown>
                        </Menu.Sub>
                        <Menu.Item leftSection={<IconArchive size={15} />} onClick={() => setOpen({ kind: 'archive', category: one })}>
                          {t('commerce.category.archive')}
                        </Menu.Item>
                      </Menu.Dropdown>
                    </Menu>
                  </>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {archived.length > 0 && (
        <details className={s.archived}>
          <summary>{t('commerce.category.archived', { count: archived.length })}</summary>
          <ul className={s.tree}>
            {archived.map((one) => (
              <li key={one.id}>
                <span>{one.name}</span>
                {mayWrite && (
                  <Button variant="subtle" color="gray" onClick={() => void archive({ id: one.id, isArchived: false })}>
                    {t('commerce.category.restore')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {open?.kind === 'edit' && <CategoryDialog category={open.category} parentId={open.parentId} onClose={() => setOpen(null)} />}
      {open?.kind === 'archive' && <ArchiveCategoryDialog category={open.category} onClose={() => setOpen(null)} />}
    </Page>
  )
}
