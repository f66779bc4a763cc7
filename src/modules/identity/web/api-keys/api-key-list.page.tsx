import { Button, Menu } from '@mantine/core'
import { IconKeyOff, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { listApiKeys, revokeApiKey } from '#identity/contract/api.ts'
import type { ApiKey } from '#identity/contract/api-key.ts'
import { ApiKeyDialog } from '#identity/web/api-keys/api-key-dialog.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import type { Column } from '#web/ui/data-grid.tsx'
import { confirm } from '#web/ui/dialog.ts'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip, type Tone } from '#web/ui/marks.tsx'
import { EmptyState } from '#web/ui/states.tsx'
import { RelativeTime, useNow } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#identity/web/api-keys/api-keys.module.css'

type State = 'alive' | 'expired' | 'revoked'

const tones: Record<State, Tone> = { alive: 'ok', expired: 'warn', revoked: 'plain' }

function stateOf(key: ApiKey, now: string): State {
  if (key.revokedAt) return 'revoked'
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.parse(now) ? 'expired' : 'alive'
}

/** The reference is a page of the server, beside this app. */
const referenceLink = (words: ReactNode) => (
  <a href="/api/reference" target="_blank" rel="noopener" className={s.reference}>
    {words}
  </a>
)

/** The ways in of programmes. */
export function ApiKeyListPage() {
  const t = useT()
  const format = useFormat()
  const now = useNow()
  const [isCreating, setCreating] = useState(false)
  const { data, error, refetch } = useApi(listApiKeys, {})
  const { send } = useSend(revokeApiKey, { invalidates: [listApiKeys], onProblem: (_problem, text) => void toast({ text, tone: 'bad' }) })
  const handleRevoke = async (key: ApiKey) => {
    const isSure = await confirm({
      title: t('identity.keys.revoke_title', { name: key.name }),
      text: t('identity.keys.revoke_text'),
      confirm: t('identity.keys.revoke'),
      isDangerous: true,
    })
    if (isSure) void send({ id: key.id }).catch(() => {})
  }
  const columns: Column<ApiKey>[] = [
    {
      name: 'name',
      header: t('identity.fields.name'),
      card: 'title',
      cell: (key) => (
        <span className={s.name}>
          {key.name}
          <code>yapa_…{key.prefix}</code>
        </span>
      ),
    },
    {
      name: 'rights',
      header: t('identity.keys.rights'),
      width: 120,
      cell: (key) => t('identity.keys.rights_count', { count: key.permissions.length }),
    },
    { name: 'by', header: t('identity.keys.by'), width: 160, card: 'none', cell: (key) => key.createdByName ?? '—' },
    {
      name: 'used',
      header: t('identity.keys.used'),
      width: 120,
      card: 'none',
      cell: (key) => (key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : t('identity.keys.never')),
    },
    {
      name: 'state',
      header: t('identity.fields.state'),
      width: 170,
      card: 'corner',
      cell: (key) => {
        const state = stateOf(key, now)
        const day = key.expiresAt ? format.day(key.expiresAt) : ''
        return (
          <Chip tone={tones[state]}>
            {t(state === 'alive' && day ? 'identity.keys.state.until' : `identity.keys.state.${state}`, { day })}
          </Chip>
        )
      },
    },
  ]
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      {t('identity.keys.new')}
    </Button>
  )
  return (
    <>
      <ListPage
        title={t('identity.keys.title')}
        hint={t('identity.keys.hint')}
        back="/ajustes"
        actions={(data?.items.length ?? 0) > 0 && create}
        grid={{
          label: t('identity.keys.title'),
          rows: data?.items,
          columns,
          rowId: (key) => key.id,
          rowName: (key) => key.name,
          error,
          onRetry: () => void refetch(),
          rowMenu: (key) => (
            <Menu.Item
              leftSection={<IconKeyOff size={16} stroke={1.7} />}
              color="red"
              disabled={key.revokedAt !== null}
              onClick={() => void handleRevoke(key)}
            >
              {t('identity.keys.revoke')}
            </Menu.Item>
          ),
          empty: (
            <EmptyState
              drawing="lock"
              title={t('identity.keys.empty')}
              hint={t.rich('identity.keys.empty_hint', { link: referenceLink })}
              actions={create}
            />
          ),
        }}
      />
      {isCreating && <ApiKeyDialog onClose={() => setCreating(false)} />}
    </>
  )
}
