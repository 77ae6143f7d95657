import type { Systeminformation } from 'systeminformation'
import type { Finding } from './finding.ts'
import { graphics } from 'systeminformation'
import { examine } from './finding.ts'

/** Pixels. */
export interface ScreenSize {
  width: number
  height: number
}

/** What most projectors have at least. */
const USUAL_PROJECTOR: ScreenSize = { width: 1280, height: 720 }

export interface ExaminedDisplays {
  findings: Finding[]
  /** Where the slides will be seen: the second display, or what most projectors have. */
  projector: ScreenSize
}

/** The displays of this computer with their scale, and which of them is the projector. */
export async function examineDisplays(given?: ScreenSize): Promise<ExaminedDisplays> {
  const trouble: Finding[] = []
  const displays: Systeminformation.GraphicsDisplayData[] = []
  trouble.push(...await examine({ topic: 'display', remedy: 'Name the projector\'s pixels: npm run doctor -- --screen 1920x1080', grade: 'note' }, async () => {
    displays.push(...(await graphics()).displays)
    return []
  }))
  const findings = displays.map(({ model, main, builtin, currentResX, resolutionX, currentResY, resolutionY }): Finding => {
    const [width, height] = [currentResX ?? resolutionX, currentResY ?? resolutionY]
    const scale = resolutionX && width && resolutionX !== width
      ? `, scaled ${(resolutionX / width).toFixed(2)} times`
      : ''
    return {
      grade: 'good',
      topic: 'display',
      words: `${model || 'of unknown make'}: ${width}×${height}${scale}${main
        ? ', the main one'
        : ''}${builtin
        ? ', built in'
        : ''}`,
    }
  })
  const second = displays.find(({ main, builtin }) => !main && !builtin)
  const found = second && {
    width: second.currentResX ?? second.resolutionX ?? 0,
    height: second.currentResY ?? second.resolutionY ?? 0,
  }
  const projector = given ?? (found && found.width > 0
    ? found
    : USUAL_PROJECTOR)
  if (given === undefined && projector === USUAL_PROJECTOR) {
    findings.push({
      grade: 'note',
      topic: 'display',
      words: `no projector is connected, so ${projector.width}×${projector.height} is assumed`,
      remedy: 'npm run doctor -- --screen 1920x1080',
    })
  }
  return {
    findings: [
      ...trouble,
      ...findings,
    ],
    projector,
  }
}
