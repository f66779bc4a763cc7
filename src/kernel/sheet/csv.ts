/** CSV as spreadsheets of our countries open it by double click: RFC 4180 with their separator and mark. */

const formula = /^[=+\-@\t\r]/

/** A cell as a spreadsheet may open it: what would start a formula gets an apostrophe in front (CWE-1236). */
export const safeCell = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** Takes the apostrophe back, so that what was exported comes in as it was. */
export const plainCell = (text: string): string => (text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text)

/** One line of RFC 4180, ended by CRLF. */
export const csvLine = (cells: readonly string[], delimiter: ',' | ';' = ','): string =>
  `${cells
    .map(safeCell)
    .map((cell) => (/[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter)}\r\n`

/** Where the comma is the decimal mark, spreadsheets open a file by double click only when it is cut by semicolons. */
export const delimiterFor = (locale: string): ',' | ';' => (locale === 'en' ? ',' : ';')

/** Spreadsheets take a file without it for Latin-1. */
export const byteOrderMark = '\uFEFF'
