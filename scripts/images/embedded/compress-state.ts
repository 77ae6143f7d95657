import type { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'

/** The strongest that zstd has. */
const LEVEL = 22

/** 64 MB. v86's decoder (ruzstd) takes windows up to 100 MB, and zstd's next size is 128. */
const WINDOW_LOG = 26

/** Compresses a state so that v86 can restore it as it is. */
export async function compressState(state: Buffer): Promise<Buffer> {
  return await promisify(zstdCompress)(state, {
    params: {
      [constants.ZSTD_c_compressionLevel]: LEVEL,
      [constants.ZSTD_c_windowLog]: WINDOW_LOG,
      [constants.ZSTD_c_enableLongDistanceMatching]: 1,
    },
  })
}
