import { newId } from '#kernel/contract/ids.ts'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { canAssign, canReadAll, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import conversations from '#conversations/server/module.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import * as tenants from '#identity/server/tenants.ts'
import type { Permission } from '#kernel/contract/declare.ts'
import type { Viewer } from '#kernel/module.ts'
import type { TestPerson } from '#kernel/testing/org.ts'

/** Five conversations: mine, a colleague's in my team, nobody's in my team, another team's, nobody's at all. */
const kinds = ['mine', 'colleague', 'teamQueue', 'otherTeam', 'nobodys'] as const
type Kind = (typeof kinds)[number]

const seenBy: Record<'own' | 'team' | 'all', { rights: Permission[]; sees: readonly Kind[] }> = {
  own: { rights: [canReadOwn, canReply], sees: ['mine'] },
  team: { rights: [canReadOwn, canReadTeam, canReply], sees: ['mine', 'colleague', 'teamQueue', 'nobodys'] },
  all: { rights: [canReadOwn, canReadTeam, canReadAll, canReply], sees: kinds },
}

type Scene = {
  shop: Shop
  idByKind: Record<Kind, string>
  contactByKind: Record<Kind, string>
  myId: string
  myTeam: string
  person(rights: readonly Permission[]): TestPerson
}

async function aScene(t: TestContext): Promise<Scene> {
  const shop = await aShop(t)
  const { mine, theirs, me, paula } = await shop.run(async (ctx) => {
    const [mine, theirs] = [
      await tenants.createTeam(ctx, { name: 'Mostrador', memberIds: [] }),
      await tenants.createTeam(ctx, { name: 'Delivery', memberIds: [] }),
    ]
    const join = (name: string) =>
      tenants.createPerson(ctx, {
        name,
        email: `${ctx.newId()}@example.com`,
        password: 'pollos-con-papas',
        preset: 'team-agent',
        teamIds: [mine.id],
      })
    return { mine: mine.id, theirs: theirs.id, me: (await join('Camila')).personId, paula: (await join('Paula')).personId }
  })
  const holders: Record<Kind, { assigneeId: string | null; teamId: string | null }> = {
    mine: { assigneeId: me, teamId: theirs },
    colleague: { assigneeId: paula, teamId: mine },
    teamQueue: { assigneeId: null, teamId: mine },
    otherTeam: { assigneeId: null, teamId: theirs },
    nobodys: { assigneeId: null, teamId: null },
  }
  const [idByKind, contactByKind] = [{} as Record<Kind, string>, {} as Record<Kind, string>]
  for (const [i, kind] of kinds.entries()) {
    await shop.hear({ from: `549115555030${i}`, name: `Clienta ${kind}`, text: `secreto de ${kind} alcaucil` })
    const card = (await shop.list()).find(({ contactName }) => contactName === `Clienta ${kind}`)
    idByKind[kind] = card?.id ?? ''
    contactByKind[kind] = card?.contactId ?? ''
    await shop.http.put(`/conversations/${idByKind[kind]}/assignment`, holders[kind])
  }
  return {
    shop,
    idByKind,
    contactByKind,
    myId: me,
    myTeam: mine,
    person: (rights) => shop.as({ id: me, name: 'Camila', permissions: rights, teamIds: [mine] }),
  }
}

for (const [role, { rights, sees }] of Object.entries(seenBy)) {
  test(`a role that sees ${role} conversations sees these and no others in every list, count, thread and search`, async (t) => {
    const { shop, idByKind, contactByKind, person } = await aScene(t)
    const me = person(rights)
    const expected = sees.map((kind) => idByKind[kind]).toSorted()
    const idsOf = async (path: string) => ((await me.http.get(path)).body.items as { id: string }[]).map(({ id }) => id).toSorted()

    for (const scope of ['all', 'team', 'unassigned', 'mine']) {
      const listed = await idsOf(`/conversations?scope=${scope}`)
      assert.deepEqual(
        listed.filter((id) => !expected.includes(id)),
        [],
        `scope ${scope} shows too much`,
      )
    }
    assert.deepEqual(await idsOf('/conversations?scope=all'), expected)
    assert.deepEqual(await idsOf('/conversations?search=alcaucil'), expected)
    assert.deepEqual(await idsOf('/conversations?search=clienta'), expected)
    for (const filter of ['assigneeId', 'teamId'].map((name) => `/conversations?scope=all&${name}=${idByKind.mine}`))
      assert.deepEqual(await idsOf(filter), [])

    const counts = (await me.http.get('/conversation-counts')).body
    assert.equal(counts.mine.now, 1)
    assert.equal(counts.all?.now ?? null, role === 'all' ? 5 : null)
    assert.equal(counts.unassigned?.now ?? null, role === 'own' ? null : role === 'team' ? 2 : 3)

    for (const kind of kinds) {
      const status = sees.includes(kind) ? 200 : 404
      const id = idByKind[kind]
      const [message] = await shop.messages(id)
      const answers = {
        conversation: await me.http.get(`/conversations/${id}`),
        thread: await me.http.get(`/conversations/${id}/messages`),
        reading: await me.http.put(`/conversations/${id}/reading`, {}),
        draft: await me.http.put(`/conversations/${id}/draft`, { text: 'x', isNote: false, replyToId: null, fileIds: [] }),
        state: await me.http.put(`/conversations/${id}/state`, { state: 'open' }),
        labels: await me.http.patch(`/conversations/${id}/labels`, { add: [] }),
        note: await me.http.post(`/conversations/${id}/notes`, { text: 'nota' }),
        reaction: await me.http.put(`/messages/${message?.id}/reaction`, { emoji: '👍' }),
      }
      for (const [what, answer] of Object.entries(answers)) {
        const isQuiet = what === 'reaction' && message?.direction !== 'in'
        if (!isQuiet) assert.equal(answer.status, status, `${what} of ${kind}`)
        if (status === 404) assert.ok(!JSON.stringify(answer.body).includes('alcaucil'))
      }
      const history = await idsOf(`/contacts/${contactByKind[kind]}/conversations`)
      assert.deepEqual(history, status === 200 ? [id] : [])
    }
    const [timeline, search] = [conversations.timeline?.[0], conversations.search?.[0]]
    const told = await me.read(async (ctx) => {
      const entries = await Promise.all(
        kinds.map((kind) =>
          timeline?.entries(ctx, {
            contactId: contactByKind[kind],
            before: '2030-01-01T00:00:00.000Z',
            beforeId: newId(),
            limit: 10,
            kinds: ['conversations.opened'],
          }),
        ),
      )
      return { entries: entries.flat().length, hits: (await search?.find(ctx, 'alcaucil', 20))?.map(({ id }) => id).toSorted() }
    })
    assert.deepEqual(told, { entries: sees.length, hits: expected })
  })

  test(`live screens of a role that sees ${role} conversations get these and no others`, async (t) => {
    const { shop, idByKind, person, myId, myTeam } = await aScene(t)
    const viewer: Viewer = { userId: myId, orgId: shop.id, permissions: new Set(rights.map(({ code }) => code)), teamIds: [myTeam] }
    const watch = conversations.topics?.find(({ prefix }) => prefix === 'conversations.thread')
    for (const kind of kinds) {
      assert.equal(
        await person(rights).read((ctx) => watch?.mayWatch(ctx, idByKind[kind]) ?? Promise.resolve(false)),
        sees.includes(kind),
        kind,
      )
      await shop.hear({ from: `549115555030${kinds.indexOf(kind)}`, text: 'otra vez alcaucil' })
    }
    const received = (await shop.events()).filter(({ type }) => type === 'conversations.message.received').slice(-kinds.length)
    for (const [i, { type, data }] of received.entries()) {
      const lives = conversations.live?.filter(({ event }) => event.name === type) ?? []
      assert.equal(lives.length, 2)
      for (const live of lives) {
        const patch = live.show(viewer, data as never)
        assert.equal(patch !== null, sees.includes(kinds[i] as Kind), kinds[i])
      }
    }
  })
}

test('a conversation that is handed to somebody else leaves the screens of those who may not see it any more', async (t) => {
  const { shop, idByKind, myId, myTeam } = await aScene(t)
  const own: Viewer = { userId: myId, orgId: shop.id, permissions: new Set([canReadOwn.code]), teamIds: [myTeam] }
  const boss: Viewer = { ...own, userId: shop.actor.id, permissions: new Set([canReadOwn.code, canReadAll.code]) }
  const stranger: Viewer = { ...own, userId: shop.id, teamIds: [] }
  await shop.http.put(`/conversations/${idByKind.mine}/assignment`, { assigneeId: null })
  const event = (await shop.events()).filter(({ type }) => type === 'conversations.conversation.assigned').at(-1)
  const show = (viewer: Viewer) =>
    conversations.live?.filter((live) => live.event.name === event?.type).map((live) => live.show(viewer, event?.data as never))
  assert.deepEqual(show(own), [
    { gone: true, id: idByKind.mine },
    { gone: true, id: idByKind.mine },
  ])
  assert.deepEqual(show(stranger), [null, null])
  assert.equal((show(boss)?.[0] as { conversation: ConversationCard } | undefined)?.conversation.id, idByKind.mine)
})

test('whoever hands a conversation out of their own sight still learns what became of it', async (t) => {
  const { idByKind, person } = await aScene(t)
  const me = person([canReadOwn, canReply, canAssign])
  const handed = await me.http.put(`/conversations/${idByKind.mine}/assignment`, { assigneeId: null })
  assert.deepEqual([handed.status, handed.body.assigneeId], [200, null])
  assert.equal((await me.http.get(`/conversations/${idByKind.mine}`)).status, 404)
})

test('a file of a conversation is fetched again only by those who see it', async (t) => {
  const { shop, idByKind, person } = await aScene(t)
  await shop.hear({ from: '5491155550303', raw: { type: 'image', image: { id: 'm1', mime_type: 'image/png' } } })
  const [picture] = await shop.messages(idByKind.otherTeam)
  assert.equal((await person([canReadOwn, canReply]).http.post(`/messages/${picture?.id}/media/retry`)).status, 404)
})

test('another shop finds nothing of this one, whatever id it sends where', async (t) => {
  const { shop, idByKind } = await aScene(t)
  const other = await aShop(t)
  await other.hear({ from: '5491155550309' })
  const theirs = (await other.list())[0]
  const [message] = await shop.messages(idByKind.nobodys)
  const id = idByKind.nobodys
  const answers = await Promise.all([
    other.http.get(`/conversations/${id}`),
    other.http.get(`/conversations/${id}/messages`),
    other.http.get(`/conversations/${theirs?.id}/messages?around=${message?.id}`),
    other.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'x' } }),
    other.http.post(`/conversations/${id}/take`),
    other.http.post(`/messages/${message?.id}/retry`),
    other.http.put(`/channels/${shop.channel.id}/stop`),
    other.http.get(`/channels/${shop.channel.id}`),
    other.http.post('/conversations', { contactId: theirs?.contactId, channelId: shop.channel.id }),
  ])
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [404])
  const quoted = await other.http.post(`/conversations/${theirs?.id}/messages`, {
    content: { kind: 'text', text: 'x' },
    replyToId: message?.id,
  })
  assert.equal(quoted.body.code, 'conversations.cannot_quote')
  const searched = await other.http.get('/conversations?scope=all&search=alcaucil')
  assert.deepEqual(searched.body.items, [])
  for (const filter of [`contactId=${theirs?.contactId}`, `channelId=${shop.channel.id}`, `brandId=${shop.brandId}`]) {
    const listed = (await other.http.get(`/conversations?scope=all&${filter}`)).body.items ?? []
    assert.ok(!JSON.stringify(listed).includes('alcaucil'))
  }
})
