import envPaths from 'env-paths'

/** Where things lie that can be made again: a folder of ours in the platform's usual cache folder. */
export function cacheFolder(): string {
  return envPaths('containers-bottom-up', { suffix: '' }).cache
}
