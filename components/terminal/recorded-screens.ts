import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { RecordedScreens } from './draw-recording.ts'

const loaders = import.meta.glob<string>('../../demos/recordings/*/*.cast', { query: '?raw', import: 'default' })
const drawn = new Map<string, Promise<RecordedScreens | undefined>>()

/** The screens of a demo's recording, drawn once per window. Undefined where no recording fits the demo as it is now. */
export function recordedScreens(demo: ResolvedDemo): Promise<RecordedScreens | undefined> {
  let screens = drawn.get(demo.id)
  if (!screens) {
    screens = load(demo)
    drawn.set(demo.id, screens)
    // The next copy of the slide may try again, after a dropped connection to the server for example.
    screens.catch(() => drawn.delete(demo.id))
  }
  return screens
}

async function load(demo: ResolvedDemo): Promise<RecordedScreens | undefined> {
  const files = Object.keys(loaders).filter(file => file.includes(`/recordings/${demo.id}/`))
  if (files.length === 0)
    return undefined
  const [{ drawRecording }, ...casts] = await Promise.all([
    import('./draw-recording.ts'),
    ...files.map(async file => [
      file.replace(/^.*(?=demos\/)/, ''),
      await loaders[file]!(),
    ] as const),
  ])
  return await drawRecording(demo, new Map(casts))
}
