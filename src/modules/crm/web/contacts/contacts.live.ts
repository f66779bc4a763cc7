import type { QueryClient } from '@tanstack/react-query'
import type { Endpoint } from '#kernel/contract/declare.ts'
import {
  contactViews,
  contactImports,
  countContacts,
  getContact,
  getExport,
  listConsents,
  listContacts,
  listFields,
  listSimilarContacts,
  listTags,
  listTimeline,
} from '#crm/contract/api.ts'
import { getSegment, listSegments, listSegmentTerms } from '#crm/contract/segment-api.ts'
import { listChanges } from '#crm/contract/change-api.ts'
import { listLinks } from '#crm/contract/link-api.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { countDuplicates, getDuplicateScan, listDuplicates, listDuplicatesOf, listMerges } from '#crm/contract/duplicate-api.ts'
import {
  consentChanged,
  contactArchived,
  contactCreated,
  contactLinked,
  contactErased,
  contactRestored,
  contactsChanged,
  contactScored,
  contactRestricted,
  contactsImported,
  contactTagged,
  contactUnlinked,
  contactMerged,
  contactUnmerged,
  contactUpdated,
  definitionsChanged,
  duplicatesChanged,
  exportFinished,
  importProgressed,
  leadModelTrained,
  personalExportProgressed,
} from '#crm/contract/events.ts'
import { getPersonalExport, getPrivacy } from '#crm/contract/privacy-api.ts'
import { getContactScore, getLeadModel, listLeadModels } from '#crm/contract/scoring-api.ts'
import type { ScoreMark } from '#crm/contract/scoring.ts'
import { timelineMoved } from '#crm/contract/timeline.ts'
import { change, changeItem, changeLists } from '#web/cache.ts'
import { showProgress } from '#web/sheets/progress.ts'
import { liveHandler } from '#web/module.ts'

const waiting = new Map<string, ReturnType<typeof setTimeout>>()

/** An import tells of many batches a second: the lists are asked again once things calm down, and every two seconds until then. */
function again(queryClient: QueryClient, endpoint: Endpoint, soon = 250): void {
  if (waiting.has(endpoint.path)) return
  const ask = () => {
    waiting.delete(endpoint.path)
    void queryClient.invalidateQueries({ queryKey: [endpoint.path] })
  }
  waiting.set(endpoint.path, setTimeout(ask, soon))
}

const lists = (queryClient: QueryClient, soon?: number): void => {
  again(queryClient, listContacts, soon)
  again(queryClient, countContacts, soon)
}

const record = (queryClient: QueryClient, id: string): void => void queryClient.invalidateQueries({ queryKey: [getContact.path, { id }] })

const pairs = (queryClient: QueryClient): void => {
  for (const endpoint of [listDuplicates, countDuplicates, getDuplicateScan, listDuplicatesOf]) again(queryClient, endpoint, 500)
}

export const liveHandlers = [
  liveHandler(timelineMoved, (queryClient) => again(queryClient, listTimeline)),
  liveHandler(contactScored, (queryClient, { scores }: { scores: (ScoreMark & { contactId: string })[] }) => {
    const marks = new Map(scores.map(({ contactId, ...mark }) => [contactId, mark]))
    changeLists(queryClient, listContacts, (items) =>
      items.some(({ id }) => marks.has(id)) ? items.map((item) => ({ ...item, score: marks.get(item.id) ?? item.score })) : items,
    )
    for (const id of marks.keys()) void queryClient.invalidateQueries({ queryKey: [getContactScore.path, { id }] })
  }),
  liveHandler(leadModelTrained, (queryClient) => {
    again(queryClient, listLeadModels)
    again(queryClient, getLeadModel)
  }),
  liveHandler(contactCreated, (queryClient) => lists(queryClient)),
  liveHandler(contactUpdated, (queryClient, { contactId, row }: { contactId: string; row: ContactRow }) => {
    changeItem(queryClient, listContacts, contactId, row)
    change(queryClient, getContact, { id: contactId }, (last) => ({ ...last, ...row }))
    record(queryClient, contactId)
    again(queryClient, listSimilarContacts)
  }),
  ...[contactLinked, contactUnlinked].map((event) =>
    liveHandler(event, (queryClient, { contactIds }: { contactIds: string[] }) => {
      for (const id of contactIds) void queryClient.invalidateQueries({ queryKey: [listLinks.path, { id }] })
    }),
  ),
  liveHandler(contactsChanged, (queryClient, { contactIds }: { contactIds: string[] }) => {
    lists(queryClient)
    again(queryClient, listChanges)
    for (const id of contactIds.slice(0, 20)) record(queryClient, id)
  }),
  liveHandler(contactArchived, (queryClient, { contactIds }: { contactIds: string[] }) => {
    lists(queryClient)
    for (const id of contactIds.slice(0, 20)) record(queryClient, id)
  }),
  liveHandler(contactRestored, (queryClient, { contactIds }: { contactIds: string[] }) => {
    lists(queryClient)
    for (const id of contactIds.slice(0, 20)) record(queryClient, id)
  }),
  liveHandler(
    contactTagged,
    (queryClient, { contactIds, addedTagIds, removedTagIds }: { contactIds: string[]; addedTagIds: string[]; removedTagIds: string[] }) => {
      const touched = new Set(contactIds)
      const retag = (tagIds: readonly string[]): string[] =>
        [...new Set([...tagIds, ...addedTagIds])].filter((id) => !removedTagIds.includes(id))
      changeLists(queryClient, listContacts, (items) =>
        items.some(({ id }) => touched.has(id))
          ? items.map((item) => (touched.has(item.id) ? { ...item, tagIds: retag(item.tagIds) } : item))
          : items,
      )
      for (const id of contactIds.slice(0, 20)) record(queryClient, id)
    },
  ),
  liveHandler(contactErased, (queryClient, { contactIds }: { contactIds: string[] }) => {
    lists(queryClient)
    for (const id of contactIds.slice(0, 20)) record(queryClient, id)
  }),
  liveHandler(contactRestricted, (queryClient, { contactId }: { contactId: string }) => {
    record(queryClient, contactId)
    again(queryClient, getPrivacy)
  }),
  liveHandler(personalExportProgressed, (queryClient, { exportId }: { exportId: string }) => {
    void queryClient.invalidateQueries({ queryKey: [getPersonalExport.path, { id: exportId }] })
  }),
  liveHandler(consentChanged, (queryClient, { contactId }: { contactId: string }) => {
    void queryClient.invalidateQueries({ queryKey: [listConsents.path, { id: contactId }] })
  }),
  liveHandler(definitionsChanged, (queryClient, { kind }: { kind: 'field' | 'tag' | 'view' | 'segment' }) => {
    again(queryClient, { field: listFields, tag: listTags, view: contactViews.list, segment: listSegments }[kind])
    if (kind === 'field') again(queryClient, listSegmentTerms)
    if (kind === 'segment') again(queryClient, getSegment)
  }),
  ...[contactMerged, contactUnmerged].map((event) =>
    liveHandler(event, (queryClient, { survivorId, loserId }: { survivorId: string; loserId: string }) => {
      lists(queryClient)
      for (const id of [survivorId, loserId]) record(queryClient, id)
      again(queryClient, listMerges)
      pairs(queryClient)
    }),
  ),
  liveHandler(duplicatesChanged, (queryClient) => pairs(queryClient)),
  liveHandler(contactsImported, (queryClient) => lists(queryClient, 2_000)),
  liveHandler(importProgressed, showProgress(contactImports)),
  liveHandler(
    exportFinished,
    (queryClient, { exportId }: { exportId: string }) =>
      void queryClient.invalidateQueries({ queryKey: [getExport.path, { id: exportId }] }),
  ),
]
