import type { Ref } from 'vue'
import type { TalkPlan } from '../../scripts/protocol/talk-plan.ts'
import * as v from 'valibot'
import { shallowRef } from 'vue'
import { PLAN_PATH, talkPlan } from '../../scripts/protocol/talk-plan.ts'

/** What the server says about the deck; undefined before it has answered, and where it is not the kit's. A changed deck is asked about anew. */
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

  void ask()
  if (import.meta.hot) {
    import.meta.hot.on('vite:afterUpdate', ask)
    import.meta.hot.dispose(() => import.meta.hot!.off('vite:afterUpdate', ask))
  }
  return plan
}
