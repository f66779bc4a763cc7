import { Button } from '@mantine/core'
import { IconShieldCheck, IconUserPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { listMembers, listRoles, listTeams } from '#identity/contract/api.ts'
import type { Member } from '#identity/contract/person.ts'
import { canManageMembers } from '#identity/contract/permissions.ts'
import { InvitationList } from '#identity/web/members/invitation-list.tsx'
import { InviteDialog } from '#identity/web/members/invite-dialog.tsx'
import { MemberDialog } from '#identity/web/members/member-dialog.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useApiPages } from '#web/query.ts'
import { textOf, useSearchState } from '#web/search.ts'
import { useMay } from '#web/session.ts'
import { Avatar } from '#web/ui/avatar.tsx'
import type { Column } from '#web/ui/data-grid.tsx'
import { ListPage } from '#web/ui/list-page.tsx'
import { Chip } from '#web/ui/marks.tsx'
import { useIsPhone } from '#web/ui/screen.ts'
import { EmptyState, NoResults } from '#web/ui/states.tsx'
import { SegmentedTabs } from '#web/ui/tabs.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { Page } from '#web/ui/page.tsx'
import s from '#identity/web/members/members.module.css'

type Search = { ver?: string; buscar?: string; rol?: string }

/** Who works here, and who was asked to. */
export function MemberListPage() {
  const t = useT()
  const may = useMay()
  const [search, setSearch] = useSearchState<Search>()
  const [isInviting, setInviting] = useState(false)
  const isInvitations = search.ver === 'invitaciones'
  const invite = may(canManageMembers) && (
    <Button leftSection={<IconUserPlus size={15} />} onClick={() => setInviting(true)}>
      {t('identity.members.invite')}
    </Button>
  )
  const views = (
    <div className={s.views} data-alone={isInvitations || undefined}>
      <SegmentedTabs
        label={t('identity.members.title')}
        value={isInvitations ? 'invitaciones' : 'personas'}
        choices={[
          { value: 'personas', label: t('identity.members.people') },
          { value: 'invitaciones', label: t('identity.members.invitations') },
        ]}
        onChange={(value) =>
          setSearch({ ver: value === 'invitaciones' ? value : undefined, buscar: undefined, rol: undefined } as Partial<Search>)
        }
      />
    </div>
  )
  return (
    <>
      {isInvitations ? (
        <Page title={t('identity.members.title')} back="/ajustes" actions={invite} body="bare">
          {views}
          <InvitationList onInvite={may(canManageMembers) ? () => setInviting(true) : undefined} />
        </Page>
      ) : (
        <People search={search} onSearch={setSearch} actions={invite} views={views} onInvite={() => setInviting(true)} />
      )}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </>
  )
}

type PeopleProps = {
  search: Search
  onSearch: (change: Partial<Search>) => void
  actions: ReactNode
  views: ReactNode
  onInvite: () => void
}

function People({ search, onSearch, actions, views, onInvite }: PeopleProps) {
  const t = useT()
  const may = useMay()
  const [opened, setOpened] = useState<Member | null>(null)
  const roles = useApi(listRoles, {}).data?.items ?? []
  const teams = useApi(listTeams, {}).data?.items ?? []
  const text = textOf(search.buscar)
  const members = useApiPages(
    listMembers,
    { ...(text && { search: text }), ...(search.rol && { filter: [`roleId:eq:${search.rol}`] }) },
    { keepsPrevious: true },
  )
  const teamNames = (member: Member) => teams.filter((team) => member.teamIds.includes(team.id)).map((team) => team.name)
  const isPhone = useIsPhone()
  const columns: Column<Member>[] = [
    {
      name: 'name',
      header: t('identity.fields.name'),
      card: 'title',
      cell: (member) => (
        <span className={s.person}>
          {!isPhone && <Avatar name={member.name} size={28} />}
          <span>
            {member.name}
            <small>{member.email}</small>
          </span>
        </span>
      ),
    },
    { name: 'role', header: t('identity.fields.role'), width: 190, cell: (member) => member.roleName },
    { name: 'teams', header: t('identity.fields.teams'), width: 170, card: 'none', cell: (member) => teamNames(member).join(', ') || '—' },
    {
      name: 'state',
      header: t('identity.fields.state'),
      width: 130,
      card: 'corner',
      cell: (member) =>
        member.status === 'suspended' ? (
          <Chip tone="bad">{t('identity.members.suspended')}</Chip>
        ) : member.hasSecondFactor ? (
          <Chip tone="ok" icon={<IconShieldCheck size={13} />}>
            {t('identity.members.two_steps')}
          </Chip>
        ) : (
          <Chip>{t('identity.members.active')}</Chip>
        ),
    },
    {
      name: 'seen',
      header: t('identity.members.seen'),
      width: 110,
      align: 'end',
      card: 'none',
      cell: (member) => (member.lastSeenAt ? <RelativeTime at={member.lastSeenAt} /> : '—'),
    },
  ]
  const isFiltered = text !== '' || search.rol !== undefined
  return (
    <>
      <ListPage
        title={t('identity.members.title')}
        back="/ajustes"
        actions={actions}
        bar={{
          views,
          search: {
            value: text,
            onChange: (buscar) => onSearch({ buscar: buscar || undefined } as Partial<Search>),
            placeholder: t('identity.members.search'),
          },
          filters: [
            {
              name: 'rol',
              label: t('identity.fields.role'),
              isSingle: true,
              options: roles.map((role) => ({ value: role.id, label: role.name })),
              value: search.rol ? [search.rol] : [],
              onChange: ([rol]) => onSearch({ rol } as Partial<Search>),
            },
          ],
        }}
        grid={{
          label: t('identity.members.people'),
          rows: members.items,
          isStale: members.isStale,
          columns,
          rowId: (member) => member.id,
          rowName: (member) => member.name,
          cardFace: (member) => <Avatar name={member.name} size={36} />,
          ...(may(canManageMembers) && { onOpen: setOpened }),
          error: members.error,
          onRetry: members.refetch,
          hasMore: members.hasMore,
          isFetchingMore: members.isFetchingMore,
          onMore: members.fetchMore,
          empty: isFiltered ? (
            <NoResults onClear={() => onSearch({ buscar: undefined, rol: undefined } as Partial<Search>)} />
          ) : (
            <EmptyState
              drawing="people"
              title={t('identity.members.empty')}
              actions={<Button onClick={onInvite}>{t('identity.members.invite')}</Button>}
            />
          ),
        }}
      />
      {opened && <MemberDialog key={opened.id} member={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
