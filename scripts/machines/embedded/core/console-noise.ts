/** Diverts everything that this thread writes to the console. v86 talks to it, and a terminal that runs a talk must not show that. */
export function divertConsole(onNoise: (text: string) => void): void {
  for (const level of [
    'log',
    'info',
    'debug',
    'warn',
    'error',
    'trace',
  ] as const)
    console[level] = (...values: unknown[]) => onNoise(values.join(' '))
}
