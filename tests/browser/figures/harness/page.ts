import type { App, Component } from 'vue'
import type { KernelSample } from '../../../../scripts/probe/sample.ts'
import { createApp, h, nextTick, shallowReactive } from 'vue'
import '../../../../slides/styles/index.ts'

/** What the page shall show. */
export interface ShownFigure {
  /** Component of `components/figures/live/`. */
  figure: string
  samples: readonly KernelSample[]
  /** Of the box that the figure gets, in px. */
  width: number
  height: number
  theme: 'light' | 'dark'
}

declare global {
  interface Window {
    /** Shows a figure; the one that is there already gets the other samples, as in a talk. Ends when everything is drawn. */
    showFigure: (shown: ShownFigure) => Promise<void>
  }
}

const figures = import.meta.glob<{ default: Component }>('../../../../components/figures/live/*.vue')
const state = shallowReactive<{ samples: readonly KernelSample[] }>({ samples: [] })
let mounted: { figure: string, app: App } | undefined

window.showFigure = async ({ figure, samples, width, height, theme }) => {
  document.documentElement.classList.toggle('dark', theme === 'dark')
  const box = document.getElementById('box')!
  box.style.width = `${width}px`
  box.style.height = `${height}px`
  state.samples = samples
  if (mounted?.figure !== figure) {
    mounted?.app.unmount()
    const load = figures[`../../../../components/figures/live/${figure}.vue`]
    if (!load)
      throw new Error(`There is no figure ${figure}.`)
    const component = (await load()).default
    const app = createApp({
      render: () => h(component, { samples: state.samples }),
    })
    mounted = { figure, app }
    app.mount(box)
  }
  await nextTick()
  await document.fonts.ready
  for (let frame = 0; frame < 3; frame++)
    await new Promise(resolve => requestAnimationFrame(resolve))
  // Rows that come and rows that go stand there together until Vue is done with both.
  while (box.querySelector('.live-enter-active, .live-leave-active'))
    await new Promise(resolve => requestAnimationFrame(resolve))
}
