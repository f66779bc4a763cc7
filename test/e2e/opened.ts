import { after } from 'node:test'
import { openBrowser, startProduct } from './product.ts'

/**
 * What a file of these tests has by importing it, until its last test is over. The browser comes first: where there is
 * none, the file fails at once instead of waiting for a product that nobody ends.
 */
export const browser = await openBrowser()
after(() => browser.close())

export const product = await startProduct()
after(() => product.stop())
