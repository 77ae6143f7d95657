/** A Debian package as it was unpacked. */
export interface DebianPackage {
  name: string
  version: string
  /** Name and version of the source package that it was built from. */
  source: string
  sourceVersion: string
  /** Absolute paths of its files and links; folders end with `/`. */
  paths: string[]
}

/** Name of the list that the mmdebstrap hook leaves in the unpacked root. */
export const PACKAGE_LIST = 'package-files.txt'

/**
 * Shell command for mmdebstrap's `--extract-hook`, which gets the root as `$1`: lists every package and its files while the
 * packages are still there. (mmdebstrap's `extract` variant leaves no dpkg database.)
 */
export const packageListHook = [
  'for deb in "$1"/var/cache/apt/archives/*.deb; do',
  // eslint-disable-next-line no-template-curly-in-string -- dpkg-deb's own format
  'dpkg-deb --show --showformat=\'package\\t${Package}\\t${Version}\\t${source:Package}\\t${source:Version}\\n\' "$deb";',
  'dpkg-deb --fsys-tarfile "$deb" | tar -t | sed "s/^[.]//";',
  `done > "$1/${PACKAGE_LIST}"`,
].join(' ')

/** Reads what `packageListHook` wrote. */
export function parsePackageList(text: string): DebianPackage[] {
  const packages: DebianPackage[] = []
  for (const line of text.split('\n').filter(line => line !== '')) {
    const [mark, name, version, source, sourceVersion] = line.split('\t')
    if (mark === 'package' && name && version && source && sourceVersion) {
      packages.push({
        name,
        version,
        source,
        sourceVersion,
        paths: [],
      })
    }
    else {
      packages.at(-1)?.paths.push(line)
    }
  }
  if (packages.length === 0)
    throw new Error(`mmdebstrap unpacked no package: ${PACKAGE_LIST} is empty. Run the recipe again with --keep and look at its folder.`)
  return packages
}
