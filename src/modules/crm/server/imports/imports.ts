import { importing } from '#kernel/imports/importing.ts'
import * as identity from '#identity/server/public.ts'
import { contactImports } from '#crm/contract/api.ts'
import { importProgressed } from '#crm/contract/events.ts'
import type { ImportMapping } from '#crm/contract/import.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { batchSize, check as checkBatch, run as runBatch } from '#crm/server/imports/batches.ts'
import { readMapping, suggest } from '#crm/server/imports/mapping.ts'
import { kept, type ContactOutcome } from '#crm/server/imports/rows.store.ts'
import { undo as undoBatch } from '#crm/server/imports/undo.ts'
import * as tags from '#crm/server/tags/tags.ts'

/** Contacts out of spreadsheets: what is theirs of the kernel's imports. */
export const { create, get, list, chooseSheet, check, run, undo, problems, routes, jobs, schedules, lives, topics } = importing<
  ImportMapping,
  ContactOutcome
>({
  name: 'crm.import',
  table: 'crm.contact_import',
  learnt: ['crm.contact_import_key'],
  kept,
  api: contactImports,
  progressed: importProgressed,
  batchSize,
  async suggest(ctx, header) {
    const { country, locale } = await identity.organization(ctx)
    return {
      columns: suggest(header, await fields.all(ctx)),
      onDuplicate: 'fill',
      country,
      tagIds: [],
      dateOrder: locale === 'en' && country === 'US' ? 'mdy' : 'dmy',
      decimalMark: locale === 'en' ? '.' : ',',
    }
  },
  async refusal(ctx, one, mapping, step) {
    // What was tried is done and taken back, whatever became of its tags since.
    if (step !== 'check') return null
    const read = readMapping(mapping, one.header.length, await fields.all(ctx))
    if ('refusal' in read) return read.refusal
    await tags.requireAll(ctx, mapping.tagIds)
    return null
  },
  check: checkBatch,
  run: runBatch,
  undo: undoBatch,
})
