import type { ComputedRef } from 'vue'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { DemoSession } from './demo-session.ts'
import type { DemoView } from './demo-view.ts'
import type { UseLiveSlideReturn } from './useLiveSlide.ts'
import { useNav } from '@slidev/client'
import { computed, onUnmounted, shallowRef, watch } from 'vue'
import { demoPresses } from '../../scripts/engine/presses.ts'
import { panesInOrder } from '../../scripts/engine/resolve-demo.ts'
import { timesPrevailed, wasToldToStand } from '../slide/useSharedPosition.ts'
import { demoView, disconnectedMessage } from './demo-view.ts'
import { loadXterm } from './load-xterm.ts'
import { published } from './published.ts'
import { stepToStandAt } from './step-to-stand-at.ts'
import { useDemoSession } from './useDemoSession.ts'
import { useDemoSocket } from './useDemoSocket.ts'
import { useLiveSlide } from './useLiveSlide.ts'
import { useSourceKey } from './useSourceKey.ts'
import { takeTokenFromAddress } from './window-token.ts'

export interface UseLiveDemoOptions {
  demo: ResolvedDemo
  /** Presses that the slide's clicks stand for. */
  shown: () => number
  /** So many presses are done, and the slide's clicks stand for more. */
  onStandAt: (press: number) => void
}

export interface UseLiveDemoReturn extends Pick<UseLiveSlideReturn, 'active' | 'presenterView'> {
  session: DemoSession
  view: ComputedRef<DemoView>
  /** This window may type and reset. */
  editable: ComputedRef<boolean>
  /** Why the panes show nothing, for people. */
  problem: ComputedRef<string | undefined>
  /** To be called once per pane, when its terminal or editor is attached. */
  onAttached: () => void
}

/** Opens a demo's session while its slide is shown, and keeps the session at the step of the slide's clicks. Call in `setup`. */
export function useLiveDemo({ demo, shown, onStandAt }: UseLiveDemoOptions): UseLiveDemoReturn {
  const { active, near, presenterView } = useLiveSlide()
  const { router, currentSlideNo, queryClicks } = useNav()
  const socket = useDemoSocket()
  const session = useDemoSession(demo.id)
  const attached = shallowRef(0)
  const entered = computed(() => active.value && attached.value === panesInOrder(demo).length)

  takeTokenFromAddress(router)

  // The steps first, so that opening the session can ask for them at once.
  watch(() => active.value
    ? shown()
    : undefined, (steps, before) => {
    if (steps === undefined)
      return
    const wasTold = wasToldToStand({ page: currentSlideNo.value, clicks: queryClicks.value })
    // The window where the page was turned has asked. What comes late to this one may have been taken back by then.
    if (wasTold && before !== undefined)
      session.follow(steps)
    // One press of a key in this very window. What it jumps over takes no machine back.
    else if (before === steps + 1)
      session.back(steps)
    else
      session.stand(steps)
  }, { immediate: true })
  watch(timesPrevailed, () => entered.value && session.insist())
  watch(entered, isEntered => isEntered
    ? session.enter()
    : session.leave())
  watch(near, (isNear) => {
    if (isNear) {
      void loadXterm(terminalFont()).catch(() => {
        // Only a head start: the pane tries again and then says what is wrong.
      })
    }
  }, { immediate: true })
  onUnmounted(() => entered.value && session.leave())
  const editable = computed(() => socket.role.value === 'presenter')
  // When the server says so, and not when the slide is clicked: that is the next try.
  watch(session.report, (report) => {
    const step = stepToStandAt(report, shown())
    if (step !== undefined && entered.value && editable.value)
      onStandAt(step)
  })
  useSourceKey({
    enabled: () => entered.value && editable.value,
    onSwitch: session.switchSource,
  })

  const view = computed(() => demoView({
    entered: attached.value > 0 && socket.state.value !== 'idle',
    socket: socket.state.value,
    report: session.report.value,
    waiting: session.waiting.value,
    steps: demoPresses(demo).length,
  }))

  return {
    active,
    presenterView,
    session,
    view,
    editable,
    problem: computed(() => view.value.state === 'disconnected'
      ? disconnectedMessage(socket.state.value, published)
      : undefined),
    onAttached: () => attached.value++,
  }
}

/** The terminals' font as the design tokens name it. */
function terminalFont(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--cbu-font-mono').trim() || 'monospace'
}
