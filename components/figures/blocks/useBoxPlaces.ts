import type { Ref, ShallowRef } from 'vue'
import type { Rectangle } from './geometry.ts'
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'

/** Where the boxes of a figure stand, by name; empty until the browser has laid them out. Boxes are the elements with `data-box`. */
export function useBoxPlaces(root: Readonly<Ref<HTMLElement | undefined>>): Readonly<ShallowRef<ReadonlyMap<string, Rectangle>>> {
  const places = shallowRef<ReadonlyMap<string, Rectangle>>(new Map())

  /** In the figure's own pixels: slides are scaled by a transform, which these know nothing of. */
  function measure(): void {
    const elements = root.value?.querySelectorAll<HTMLElement>('[data-box]') ?? []
    places.value = new Map([
      ...elements,
    ].map(element => [
      element.dataset.box!,
      {
        x: element.offsetLeft,
        y: element.offsetTop,
        width: element.offsetWidth,
        height: element.offsetHeight,
      },
    ]))
  }

  let observer: ResizeObserver | undefined
  onMounted(() => {
    observer = new ResizeObserver(measure)
    for (const element of [
      root.value!,
      ...root.value!.querySelectorAll('[data-box]'),
    ])
      observer.observe(element)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return places
}
