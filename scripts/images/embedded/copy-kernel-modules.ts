import type { UnpackedRoot } from './unpacked-root.ts'
import { Buffer } from 'node:buffer'
import { posix } from 'node:path'
import { ImageError } from '../image-error.ts'

/** What `depmod` reads beside the modules themselves. */
const INDEX_FILES = ['modules.builtin', 'modules.builtin.modinfo', 'modules.order']

/** Copies kernel modules and all that they depend on. */
export function copyKernelModules(root: UnpackedRoot, release: string, names: readonly string[]): void {
  const folder = `/usr/lib/modules/${release}`
  INDEX_FILES.forEach(file => root.copy(`${folder}/${file}`))
  const paths = new Map<string, string>()
  const order = root.read(`${folder}/modules.order`).toString()
  for (const path of order.split('\n').filter(path => path !== ''))
    paths.set(moduleName(posix.basename(path)), `${folder}/${path}`)

  const wanted = [...names]
  const builtIn = new Set(root.read(`${folder}/modules.builtin`).toString().split('\n').map(path => moduleName(posix.basename(path))))
  const done = new Set<string>()
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const normal = moduleName(name)
    if (done.has(normal) || builtIn.has(normal))
      continue
    done.add(normal)
    const path = paths.get(normal)
    if (!path)
      throw new ImageError(`Kernel ${release} has no module ${name}. Correct the list in scripts/images/embedded/kernel-modules.ts.`)
    root.copy(path)
    wanted.push(...moduleDependencies(root.read(path)))
  }
}

/** The kernel takes `-` and `_` in names of modules for the same. */
function moduleName(name: string): string {
  return name.replace(/\.ko$/, '').replaceAll('-', '_')
}

/** Modules that a module says it depends on, in its `.modinfo` section (`depends=a,b`). */
function moduleDependencies(file: Buffer): string[] {
  const key = Buffer.from('\0depends=')
  const start = file.indexOf(key) + key.length
  if (start < key.length)
    return []
  return file.toString('latin1', start, file.indexOf(0, start)).split(',').filter(name => name !== '')
}
