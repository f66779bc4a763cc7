import { contactSheet } from '#crm/web/imports/contact-sheet.ts'
import { SheetListPage } from '#web/sheets/sheet-list.tsx'

export const ImportListPage = () => <SheetListPage kind={contactSheet} />
