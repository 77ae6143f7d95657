import type { ImageStoreView } from './image-view.ts'
import type { Room } from './live-room.ts'
import type { ImageLayout, PlacedStore } from './placed-images.ts'
import { imageMeasures } from './image-measures.ts'
import { placeStore, storeHeight } from './place-store.ts'

/** Where the files of all stores stand, with as much in them as there is room for: the first has what it wants, the next what is left. */
export function imageLayout(views: readonly ImageStoreView[], { width, height }: Room): ImageLayout {
  const at = imageMeasures(width)
  /** What explains the signs. */
  const legend = at.small + 10
  /** A store of less than this is not worth to be begun: its name, and a box. */
  const least = at.head + at.line * 3 + at.pad * 2 + at.foot
  const stores: PlacedStore[] = []
  let y = 0
  for (const [index, view] of views.entries()) {
    const moreLine = index < views.length - 1
      ? at.small + 6
      : 0
    const room = height - legend - y
    if (index > 0 && room < Math.min(least, storeHeight(view, at, width)))
      break
    const placed = placeStore(view, {
      at,
      y,
      width,
      height: room - moreLine,
    })
    stores.push(placed)
    y = placed.bottom
  }
  return {
    text: at.text,
    small: at.small,
    stores,
    more: views.length - stores.length,
  }
}
