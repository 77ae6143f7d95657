import type { UpdatePayload } from 'vite'
import type { Ref } from 'vue'
import type { TalkPlan } from '../../scripts/protocol/talk-plan.ts'
import * as v from 'valibot'
import { shallowRef } from 'vue'
import { PLAN_PATH, talkPlan } from '../../scripts/protocol/talk-plan.ts'

/** Modules that a slide is made of: its text, and its frontmatter with its note. */
const SLIDE_MODULE = /\.(?:md|frontmatter)(?:\?|$)/

/** What the server says about the deck; undefined before it has answered, and where it is not the kit's. Asked about anew when a slide has changed. */
export function useTalkPlan(): Readonly<Ref<TalkPlan | undefined>> {
  const plan = shallowRef<TalkPlan>()

  async function ask(): Promise<void> {
    try {
      const response = await fetch(PLAN_PATH)
      if (!response.ok)
        throw new Error(`${response.status} ${await response.text()}`)
      plan.value = v.parse(talkPlan, await response.json())
    }
    catch (error) {
      console.warn('There is no plan of this talk: its clock shows no budgets.', error)
    }
  }

  // Vite updates style sheets, too, hundreds of times while the first windows of a deck are compiled.
  function askAboutSlides({ updates }: UpdatePayload): void {
    if (updates.some(({ path }) => SLIDE_MODULE.test(path)))
      void ask()
  }

  void ask()
  if (import.meta.hot) {
    import.meta.hot.on('vite:afterUpdate', askAboutSlides)
    import.meta.hot.dispose(() => import.meta.hot!.off('vite:afterUpdate', askAboutSlides))
  }
  return plan
}
