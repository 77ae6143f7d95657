const loaders = import.meta.glob<string>('../../demos/recordings/*/*.cast', { query: '?raw', import: 'default' })

/** The committed recording of a demo: the casts of its panes by file name. Undefined where there is none. */
export async function recordingCasts(demo: string): Promise<ReadonlyMap<string, string> | undefined> {
  const files = Object.keys(loaders).filter(file => file.includes(`/recordings/${demo}/`))
  if (files.length === 0)
    return undefined
  return new Map(await Promise.all(files.map(async file => [
    file.replace(/^.*(?=demos\/)/, ''),
    await loaders[file]!(),
  ] as const)))
}
