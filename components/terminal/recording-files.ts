const loaders = import.meta.glob<string>([
  '../../demos/recordings/*/*.cast',
  '../../demos/recordings/*/samples.jsonl',
  '../../demos/recordings/*/texts.jsonl',
], { query: '?raw', import: 'default' })

/** The text of a demo's committed recording by file name: the casts of its panes, the samples for its figure and the texts of its editors. Undefined where there is none. */
export async function recordingFiles(demo: string): Promise<ReadonlyMap<string, string> | undefined> {
  const files = Object.keys(loaders).filter(file => file.includes(`/recordings/${demo}/`))
  if (files.length === 0)
    return undefined
  return new Map(await Promise.all(files.map(async file => [
    file.replace(/^.*(?=demos\/)/, ''),
    await loaders[file]!(),
  ] as const)))
}
