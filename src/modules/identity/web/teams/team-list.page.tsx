import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { listColleagues, listTeams } from '#identity/contract/api.ts'
import { canManageTeams } from '#identity/contract/permissions.ts'
import type { Team } from '#identity/contract/team.ts'
import { TeamDialog } from '#identity/web/teams/team-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Avatar, AvatarStack } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { EmptyState } from '#web/ui/states.tsx'

const facesShown = 5

/** People who share the work. */
export function TeamListPage() {
  const t = useT()
  const may = useMay()
  const [opened, setOpened] = useState<Team | 'new' | null>(null)
  const { data, error, refetch } = useApi(listTeams, {})
  const people = new Map((useApi(listColleagues, {}).data?.items ?? []).map((one) => [one.id, one.name]))
  const mayChange = may(canManageTeams)
  const create = mayChange && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setOpened('new')}>
      {t('identity.teams.new')}
    </Button>
  )
  const namesOf = (team: Team) => team.memberIds.flatMap((id) => people.get(id) ?? []).toSorted()
  const columns: Column<Team>[] = [
    { name: 'name', header: t('identity.fields.name'), width: 220, card: 'title', cell: (team) => team.name },
    {
      name: 'faces',
      header: t('identity.teams.members'),
      card: 'none',
      cell: (team) => (
        <AvatarStack>
          {namesOf(team)
            .slice(0, facesShown)
            .map((name) => (
              <Avatar key={name} name={name} size={24} />
            ))}
        </AvatarStack>
      ),
    },
    {
      name: 'count',
      header: t('identity.teams.count'),
      width: 130,
      align: 'end',
      card: 'corner',
      cell: (team) => t('identity.teams.people', { count: team.memberIds.length }),
    },
  ]
  return (
    <>
      <ListPage
        title={t('identity.teams.title')}
        hint={t('identity.teams.hint')}
        back="/ajustes"
        actions={(data?.items.length ?? 0) > 0 && create}
        grid={{
          label: t('identity.teams.title'),
          rows: data?.items,
          columns,
          rowId: (team) => team.id,
          rowName: (team) => team.name,
          ...(mayChange && { onOpen: setOpened }),
          error,
          onRetry: () => void refetch(),
          empty: <EmptyState drawing="people" title={t('identity.teams.empty')} hint={t('identity.teams.empty_hint')} actions={create} />,
        }}
      />
      {opened && (
        <TeamDialog key={opened === 'new' ? 'new' : opened.id} team={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />
      )}
    </>
  )
}
