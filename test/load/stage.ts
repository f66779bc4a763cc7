import type { TestContext } from 'node:test'
import { layGround, sizes, type Ground } from './ground.ts'
import type { Amount } from './seed.ts'
import { newFolder, removeFolder, startProduct, type Product } from './product.ts'

/** `quick` for whoever changes something and wants to know at once; a control takes no longer in full. */
export const isQuick = process.env.YAPA_TEST_LOAD !== 'full'

/** A product of its own, with twenty organizations unless told otherwise, on a folder that goes with the test. `restart` brings another process up on the same data. */
export async function aLoadStage(
  t: TestContext,
  amount: Amount = sizes.small,
): Promise<{
  product: Product
  ground: Ground
  restart(settings?: Record<string, string>): Promise<Product>
}> {
  const folder = await newFolder()
  const settings = { YAPA_DEMO: 'none' }
  const stage = {
    product: await startProduct(folder, settings),
    ground: undefined as unknown as Ground,
    async restart(more: Record<string, string> = {}) {
      await stage.product.stop()
      return (stage.product = await startProduct(folder, { ...settings, ...more }))
    },
  }
  t.after(async () => {
    await stage.product.stop()
    await removeFolder(folder)
  })
  stage.ground = await layGround(stage.product, amount, () => {})
  await stage.restart()
  return stage
}
