import { permission } from '#kernel/contract/declare.ts'

export const canReadContacts = permission('crm.read-contacts')
export const canWriteContacts = permission('crm.write-contacts')
export const canImportContacts = permission('crm.import-contacts')
export const canExportContacts = permission('crm.export-contacts')
/** Hand in leads from outside: what the key of a web page or of another program needs, and nothing else. */
export const canIntakeLeads = permission('crm.intake-leads')
export const canManageForms = permission('crm.manage-forms')
/** Custom fields, and what concerns everybody's tags and shared views. */
export const canManageFields = permission('crm.manage-fields')
/** Say that two contacts are one, or that they are not. */
export const canMergeContacts = permission('crm.merge-contacts')
/** The rules by which contacts are scored, and when the model learns. */
export const canManageScoring = permission('crm.manage-scoring')
/** Everything that is kept of one contact, as a file. */
export const canExportPersonalData = permission('crm.export-personal-data')
export const canRestrictContacts = permission('crm.restrict-contacts')
/** For good, everywhere. */
export const canEraseContacts = permission('crm.erase-contacts')
/** How long data are kept, the register of processing and the list of erasures. */
export const canManagePrivacy = permission('crm.manage-privacy')
/** The queue of what to attend now, with what one may see of it. */
export const canReadAttention = permission('crm.read-attention')
/** Take from the queue. */
export const canAttend = permission('crm.attend')
/** How the queue weighs what waits, and who is a VIP. */
export const canManageAttention = permission('crm.manage-attention')
export const canReadTasks = permission('crm.read-tasks')
export const canWriteTasks = permission('crm.write-tasks')
