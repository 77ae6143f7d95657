/**
 * The part of `@slidev/client` that components use. The package ships raw TypeScript that fails strict checking, so `tsconfig.json`
 * maps its name to this file; at run time the real module is loaded. Signatures after Slidev 53 (`context.ts`, `composables/useNav.ts`,
 * `logic/slides.ts`, `state/storage.ts`).
 */
import type { ClicksContext, RenderContext } from '@slidev/types'
import type { ComputedRef, Ref } from 'vue'
import type { Router } from 'vue-router'

export interface SlideNav {
  readonly currentSlideNo: number
  readonly next: () => Promise<void>
  readonly prev: () => Promise<void>
}

export interface SlideContext {
  /** Navigation of the deck the slide stands in; print copies have one of their own, pinned to their page. */
  $nav: Readonly<Ref<SlideNav>>
  /** The slide's clicks. Register while mounting, never later. */
  $clicksContext: ClicksContext
  /** Number of the slide, from 1. */
  $page: Readonly<Ref<number>>
  $renderContext: Readonly<Ref<RenderContext>>
  /** Factor from canvas pixels to window pixels. */
  $scale: Readonly<Ref<number>>
  /** The slide's own `zoom`, on top of the scale. */
  $zoom: Readonly<Ref<number>>
}

/** Call in `setup` of a component that stands on a slide. */
export function useSlideContext(): SlideContext

/** Whether the component's slide is the one shown. Call in `setup`. */
export function useIsSlideActive(): ComputedRef<boolean>

export function useNav(): {
  isPrintMode: ComputedRef<boolean>
  router: Router
}

/** Takes Slidev's keyboard shortcuts out of action until the returned function is called. Locks add up. */
export function lockShortcuts(): () => void

declare global {
  /** Defined by Slidev: false in a built deck. */
  const __SLIDEV_HAS_SERVER__: boolean
}
