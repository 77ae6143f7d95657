/** How much a full machine's image holds: the tools of the kernel chapters, or engines, runtimes and orchestrators, too. */
export type PackageSet = 'core' | 'full'

/** As `--set` takes them. */
export const packageSetNames: PackageSet[] = ['core', 'full']
