import { serve, type Route } from '#kernel/module.ts'
import * as api from '#crm/contract/duplicate-api.ts'
import * as duplicates from '#crm/server/duplicates/duplicates.ts'
import * as merges from '#crm/server/duplicates/merge.ts'
import { undo } from '#crm/server/duplicates/unmerge.ts'

export const duplicateRoutes: readonly Route[] = [
  serve(api.listDuplicates, duplicates.list),
  serve(api.countDuplicates, duplicates.count),
  serve(api.dismissDuplicate, duplicates.dismiss),
  serve(api.restoreDuplicate, duplicates.restore),
  serve(api.getDuplicateScan, duplicates.scan),
  serve(api.startDuplicateScan, duplicates.startScan),
  serve(api.listDuplicatesOf, duplicates.ofContact),
  serve(api.listAlike, duplicates.alike),
  serve(api.getMergeProposal, merges.propose),
  serve(api.mergeContacts, merges.merge),
  serve(api.listMerges, merges.list),
  serve(api.undoMerge, undo),
]
