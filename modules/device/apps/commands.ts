/** What risk may say of packages. */
import { refuse } from '#kernel/decider'
import { run, type Door } from '#platform/http'
import { classifyPackage, PackageClassified, ReplayWanted } from './face.ts'
import { holdPool, insertAnswer, packageOf } from './pool/store.ts'

export const appsCommands: readonly Door[] = [
  run(classifyPackage, async ({ packageId, kind, reason }, tx) => {
    await holdPool(tx)
    const pooled = await packageOf(tx, packageId)
    if (!pooled) return refuse('unknown-package')
    if (pooled.answered === kind) return refuse('already-so')
    const version = pooled.version + 1
    await insertAnswer(tx, { package: pooled.package, version, kind, reason })
    await tx.emit('sys_device', [
      PackageClassified({ packageId, kind, version, reason }),
      ReplayWanted({ group: 'device.reclassify-apps' }),
    ])
    return { packageId, kind, version }
  }),
]
