import type { TestContext } from 'node:test'
import type { Kernel } from '#kernel/context.ts'
import { openEgress } from '#kernel/egress/egress.ts'

/** For the rest of a test everything that leaves goes to this stand-in of a provider, which is closed with it, and nowhere else. */
export function sendOnlyTo(t: TestContext, kernel: Kernel, door: { url: string; close(): Promise<void> }): void {
  const before = { egress: kernel.egress, config: kernel.config }
  const egress = openEgress({ allow: [], simulators: () => [door.url] })
  Object.assign(kernel, { egress, config: { ...kernel.config, simulatorUrl: door.url } })
  t.after(async () => {
    Object.assign(kernel, before)
    egress.close()
    await door.close()
  })
}
