import { MappingForm } from '#commerce/web/imports/mapping-form.tsx'
import { productSheet } from '#commerce/web/imports/product-sheet.ts'
import { SheetPage } from '#web/sheets/sheet-page.tsx'

export const ProductImportPage = () => <SheetPage kind={productSheet} form={MappingForm} />
