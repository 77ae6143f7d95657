/**
 * The part of `@slidev/client` that components use. The package ships raw TypeScript that fails strict checking, so `tsconfig.json`
 * maps its name to this file; at run time the real module is loaded. Signatures after Slidev 53 (`context.ts`, `composables/useNav.ts`,
 * `logic/slides.ts`, `state/shared.ts`, `state/storage.ts`).
 */
import type { ClicksContext, RenderContext } from '@slidev/types'
import type { ComputedRef, Ref } from 'vue'
import type { Router } from 'vue-router'
import type { TalkTimer } from '../protocol/talk-timer.ts'

/** A speaker's note as it was written, empty in a built deck, and as HTML. */
export interface SlideNote {
  readonly note?: string
  readonly noteHTML?: string
}

export interface SlideNav {
  readonly currentSlideNo: number
  /** All slides of the deck, in order. */
  readonly slides: readonly { readonly meta: { readonly slide: SlideNote } }[]
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

/** Where a window stands. Call in `setup`. */
export function useNav(): {
  currentSlideNo: ComputedRef<number>
  /** Clicks as the address has them. */
  queryClicks: Readonly<Ref<number>>
  /** The address is one of a slide. */
  hasPrimarySlide: ComputedRef<boolean>
  isPlaying: ComputedRef<boolean>
  isPresenter: ComputedRef<boolean>
  isPrintMode: ComputedRef<boolean>
  /** Every click gets a page of its own. */
  isPrintWithClicks: Readonly<Ref<boolean>>
  router: Router
}

/** Takes Slidev's keyboard shortcuts out of action until the returned function is called. Locks add up. */
export function lockShortcuts(): () => void

/** What one window tells the others when it has turned a page. */
export interface PositionUpdate {
  /** Number of the slide, from 1. */
  page: number
  clicks: number
  clicksTotal: number
  /** Slidev follows what a window of the other type wrote. */
  lastUpdate?: { id: string, type: 'presenter' | 'viewer', time: number }
}

/**
 * The state that all windows share. The members with `$` are of vite-plugin-vue-server-ref, which carries it: a change is posted whole to the
 * server some milliseconds later, and the server passes it on to all other windows. Without a server, in a built deck, there are none of them.
 */
export interface SharedState extends PositionUpdate {
  /** The one that Slidev's presenter view shows (`composables/useTimer.ts`). */
  timer: TalkTimer
  /** Changes made here are posted. */
  $syncUp: boolean
  /** Changes some properties and posts only these, at once. Does nothing without `$syncUp`. */
  $patch: (patch: PositionUpdate) => Promise<unknown>
  /** Calls back before another window's whole state is taken over. */
  $onSet: (callback: (state: SharedState) => void) => void
  /** Calls back before another window's patch is taken over. */
  $onPatch: (callback: (patch: PositionUpdate) => void) => void
}

export const sharedState: SharedState

declare global {
  /** Defined by Slidev: false in a built deck. */
  const __SLIDEV_HAS_SERVER__: boolean
}
