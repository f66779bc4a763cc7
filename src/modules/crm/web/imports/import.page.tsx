import { contactSheet } from '#crm/web/imports/contact-sheet.ts'
import { MappingForm } from '#crm/web/imports/mapping-form.tsx'
import { SheetPage } from '#web/sheets/sheet-page.tsx'

export const ImportPage = () => <SheetPage kind={contactSheet} form={MappingForm} />
