import type { Plugin } from 'vite'

/**
 * Serves the modules of packages without source maps. Vite puts one into each, in base64: 11 of the 16 MB that a window loads, made anew for each
 * window, and nobody debugs a package during a talk. The project's own modules and the speaker's keep theirs.
 */
export function createMaplessPackages(): Plugin {
  return {
    name: 'mapless-packages',
    apply: 'serve',
    enforce: 'post',
    transform: {
      filter: { id: /[\\/]node_modules[\\/]/ },
      // Vite drops what is said of the map where the code has stayed the same.
      handler: code => ({
        code: `${code}\n`,
        map: { mappings: '' },
      }),
    },
  }
}
