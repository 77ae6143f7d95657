import type { Page } from 'playwright-core'
import type { Finding } from './finding.ts'
import { examine } from './finding.ts'
import { paneOf } from './prompt.ts'

/** Angle under which a capital letter has to be seen, in radians: 16 minutes of arc, the least that ISO 9241-303 allows. */
const LEAST_ANGLE = 16 / 60 * Math.PI / 180
/** Height of a picture in a lecture room, in metres, to have something to imagine. */
const PICTURE_METRES = 2
/** Metres from which such a picture is still looked at: four times its height, where detail matters. */
const BACK_ROW_METRES = 4 * PICTURE_METRES

/** Measured in a window of the projector's size, in pixels of it. */
export interface MeasuredType {
  /** Height of a capital letter in the terminal. */
  capital: number
  /** Height of the window. */
  height: number
}

/** From how far the smallest text that matters, that of the terminals, can be read. */
export function judgeLegibility({ capital, height }: MeasuredType): Finding {
  const metres = capital / height * PICTURE_METRES / Math.tan(LEAST_ANGLE)
  const isFine = metres >= BACK_ROW_METRES
  return {
    grade: isFine
      ? 'good'
      : 'note',
    topic: 'legibility',
    words: `capitals in the terminals are ${capital.toFixed(0)} of ${height} pixels high: on a picture of ${PICTURE_METRES} m they are read from up to ${metres.toFixed(1)} m (16 minutes of arc)`,
    ...!isFine && { remedy: 'A larger picture, or a demo with fewer columns (`columns` of its panes)' },
  }
}

/** From how far the terminals of the demo that a page shows can be read. */
export async function examineLegibility(page: Page, id: string): Promise<Finding[]> {
  return await examine({ topic: 'legibility', remedy: 'See what the slide shows: npm start', grade: 'note' }, async () => [
    judgeLegibility(await paneOf(page, id).evaluate(measureType)),
  ])
}

/** Runs in the page. */
function measureType(pane: Element): MeasuredType {
  const rows = pane.querySelector<HTMLElement>('.xterm-rows')!
  const scale = rows.getBoundingClientRect().height / rows.offsetHeight
  const { fontFamily, fontSize } = getComputedStyle(rows)
  const context = document.createElement('canvas').getContext('2d')!
  context.font = `${fontSize} ${fontFamily}`
  return { capital: context.measureText('N').actualBoundingBoxAscent * scale, height: innerHeight }
}
