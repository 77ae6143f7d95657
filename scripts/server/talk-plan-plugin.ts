import type { SlidevData } from '@slidev/types'
import type { Plugin } from 'vite'
import type { TalkDemos } from './talk-demos.ts'
import { basename } from 'node:path'
import { recordedPaces } from '../deck/recorded-paces.ts'
import { createTalkPlan } from '../deck/talk-plan.ts'
import { PLAN_PATH } from '../protocol/talk-plan.ts'

export interface TalkPlanPluginOptions {
  /** Path of the deck's entry file. */
  entry: string
  /** The deck as it is now: Slidev changes it in place. */
  data: Pick<SlidevData, 'slides' | 'headmatter'>
  demos: TalkDemos
}

/** Tells presenters' windows what the deck says of its time (`components/clock/useTalkPlan.ts`). */
export function createTalkPlanPlugin({ entry, data, demos: { catalogue, recordings } }: TalkPlanPluginOptions): Plugin {
  const paces = recordedPaces(catalogue, recordings)

  function answer(): { status: number, body: unknown } {
    try {
      return {
        status: 200,
        body: createTalkPlan({
          ...data,
          file: basename(entry),
          demos: paces,
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
        const { status, body } = answer()
        response
          .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
          .end(JSON.stringify(body))
      })
    },
  }
}
