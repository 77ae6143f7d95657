import type { SlidevData } from '@slidev/types'
import type { Plugin } from 'vite'
import type { DemoPace } from '../deck/speaking-time.ts'
import { basename } from 'node:path'
import { createTalkPlan } from '../deck/talk-plan.ts'
import { recordedSeconds } from '../engine/recording.ts'
import { PLAN_PATH } from '../protocol/talk-plan.ts'
import { checkRecordings, freshRecordings } from '../recordings/read-recordings.ts'
import { recordingsFolder } from '../system/project-paths.ts'
import { readDemos } from './read-demos.ts'

export interface TalkPlanPluginOptions {
  /** Path of the deck's entry file. */
  entry: string
  /** The deck as it is now: Slidev changes it in place. */
  data: Pick<SlidevData, 'slides' | 'headmatter'>
  /** Folder with the demos. */
  demos: string
}

/** Tells presenters' windows what the deck says of its time (`components/clock/useTalkPlan.ts`). */
export function createTalkPlanPlugin({ entry, data, demos }: TalkPlanPluginOptions): Plugin {
  let paces: Promise<ReadonlyMap<string, DemoPace>> | undefined

  async function answer(): Promise<{ status: number, body: unknown }> {
    try {
      paces ??= readPaces(demos)
      return {
        status: 200,
        body: createTalkPlan({
          ...data,
          file: basename(entry),
          demos: await paces,
        }),
      }
    }
    catch (error) {
      return {
        status: 500,
        body: { error: (error as Error).message },
      }
    }
  }

  return {
    name: 'talk-plan',
    configureServer(vite) {
      vite.middlewares.use(PLAN_PATH, (_, response) => {
        void answer().then(({ status, body }) => response
          .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
          .end(JSON.stringify(body)))
      })
    },
  }
}

async function readPaces(folder: string): Promise<ReadonlyMap<string, DemoPace>> {
  const catalogue = await readDemos(folder)
  const recordings = freshRecordings(await checkRecordings(recordingsFolder, catalogue))
  return new Map([...catalogue].map(([id, definition]) => {
    const recording = recordings.get(id)
    return [
      id,
      {
        definition,
        stepSeconds: recording
          ? recordedSeconds(recording)
          : [],
      },
    ]
  }))
}
