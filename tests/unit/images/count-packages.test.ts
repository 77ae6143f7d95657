import { expect, it } from 'vitest'
import { countPackages } from '../../../scripts/images/count-packages.ts'

/** As apt and dpkg say it below a verbose mmdebstrap 1.3. */
const said = `
I: running apt-get update...
Get:1 http://mirror.example/debian trixie InRelease [140 kB]
I: downloading packages with apt...
0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.
Get:1 http://mirror.example/debian trixie/main amd64 mawk amd64 1.3.4.20250131-1 [140 kB]
Get:2 http://mirror.example/debian-security trixie-security/main amd64 sed amd64 4.9-2+deb13u1 [329 kB]
I: extracting archives...
Unpacking mawk (1.3.4.20250131-1) ...
Setting up mawk (1.3.4.20250131-1) ...
Unpacking sed (4.9-2+deb13u1) ...
Setting up sed (4.9-2+deb13u1) ...
I: installing remaining packages inside the chroot...
0 upgraded, 300 newly installed, 0 to remove and 0 not upgraded.
Preparing to unpack .../login.defs_1%3a4.17.4-2+deb13u1_all.deb ...
Unpacking login.defs (1:4.17.4-2+deb13u1) ...
Setting up libc6:amd64 (2.41-12) ...
I: running --customize-hook in shell: sh -c 'sh /somewhere/customize'
`.trim().split('\n')

it('tells which package of how many is fetched, unpacked and set up, and nothing else of what is said', () => {
  const told: string[] = []
  const reporter = countPackages({
    note: text => told.push(text),
    advance: (done, total) => {
      told.push(`${told.pop()} (${done} of ${total})`)
    },
  })
  for (const line of said)
    reporter.note(line)
  expect(told).toEqual([
    'running apt-get update...',
    'downloading packages with apt...',
    'fetching mawk (1 of 2)',
    'fetching sed (2 of 2)',
    'extracting archives...',
    'unpacking mawk (1 of 2)',
    'setting up mawk (1 of 2)',
    'unpacking sed (2 of 2)',
    'setting up sed (2 of 2)',
    'installing remaining packages inside the chroot...',
    'unpacking login.defs (1 of 300)',
    'setting up libc6:amd64 (1 of 300)',
    'putting the kit\'s files in place',
  ])
})
