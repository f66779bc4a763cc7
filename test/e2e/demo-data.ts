/** `demo-data.ts <folder>`: loads the demo into a data folder and stops, for browser tests to begin from a copy of it. */
import { startProduct } from './product.ts'

const [folder = ''] = process.argv.slice(2)
const product = await startProduct({ YAPA_DATA: folder })
await product.stop()
