/** A loader whose result is kept. After a failure the next call tries again: a connection to the server may have been dropped, for example. */
export function loadOnce<Parameters extends unknown[], Result>(load: (...parameters: Parameters) => Promise<Result>): (...parameters: Parameters) => Promise<Result> {
  let loading: Promise<Result> | undefined
  return (...parameters) => loading ??= load(...parameters).catch((error: unknown) => {
    loading = undefined
    throw error
  })
}
