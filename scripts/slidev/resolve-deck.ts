import type { ResolvedSlidevOptions, SlidevEntryOptions } from '@slidev/types'
import { withHeadmatterPlace } from './assert-written.ts'
import { assertPackagesPresent } from './left-out-packages.ts'
import { assertWhole } from './load-deck.ts'
import { resolveOptions } from './slidev.ts'
import { assertUsablePath } from './usable-path.ts'

/** What Slidev knows of a deck before it serves or builds it. Throws `UsageError` for one that cannot be shown here. */
export async function resolveDeck(options: SlidevEntryOptions, mode: ResolvedSlidevOptions['mode']): Promise<ResolvedSlidevOptions> {
  assertUsablePath(options.entry)
  const resolved = await resolveOptions(options, mode).catch((error: unknown) => {
    throw withHeadmatterPlace(error, options.entry)
  })
  assertWhole(resolved.data)
  await assertPackagesPresent(resolved.data.features, options.entry)
  return resolved
}
