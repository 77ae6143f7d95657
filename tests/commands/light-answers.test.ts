import { execFile } from 'node:child_process'
import process from 'node:process'
import { expect, it } from 'vitest'
import { projectRoot } from '../../scripts/system/project-paths.ts'

/** Packages that a command line loads as it runs with these parameters. */
async function loadedPackages(...parameters: string[]): Promise<{ output: string, packages: string[] }> {
  const output = await new Promise<string>(resolve => execFile(process.execPath, [
    '--import',
    './tests/fixtures/print-loaded-packages.mjs',
    'scripts/cli.ts',
    ...parameters,
  ], { cwd: projectRoot }, (_, stdout, stderr) => resolve(stdout + stderr)))
  return {
    output,
    packages: /^Loaded: (.*)$/m.exec(output)![1]!.split(' '),
  }
}

it.each([
  'start',
  'rehearse',
  'export',
  'build',
  'doctor',
  'image',
  'bench',
])('%s --help loads only what reads the command line', async (command) => {
  const { output, packages } = await loadedPackages(command, '--help')
  expect(output).toContain('USAGE')
  expect(packages).toEqual(['citty'])
})

it.each<[string, RegExp]>([
  ['start --nonsense', /no option --nonsense/],
  ['start nope', /no deck "nope"/],
  ['start --machine vmware', /no machine "vmware"/],
  ['start --port http', /--port must be/],
  ['start --pace slow', /--pace must be/],
  ['start --presses 3', /--presses must be 1 or 2/],
  ['start --deck=lecture', /no option --deck\. Write the deck alone: npm start -- lecture/],
  ['start Meetup', /no deck "Meetup"\..*Try: npm start -- meetup/],
  ['start meetup.md', /no file .*meetup\.md.*Try: meetup/],
  ['start slides/chapters/07-files.md', /is a chapter, and no deck/],
  ['start --demo chroot --demo overlay', /--demo is given more than once/],
  ['start --open=maybe', /--open is a switch/],
  ['start --machine ssh://root@host:99999', /has the port 99999/],
  ['rehearse --demos nope', /no folder .*nope \(--demos\)/],
  ['rehearse --demos package.json', /--demos must be a folder/],
  ['rehearse --demos=', /--demos has no value\. Give it one, as in --demos DIR/],
  ['rehearse --report --watch', /--report has no value: after it comes --watch/],
  ['rehearse --nonsense', /no option --nonsense/],
  ['rehearse --deck nope', /no deck "nope"/],
  ['rehearse --times many', /--times must be/],
  ['rehearse --interactive --presses two', /--presses must be 1 or 2/],
  ['rehearse --interactive --watch', /cannot be combined with --watch/],
  ['export --nonsense', /no option --nonsense/],
  ['export --format svg', /--format must be/],
  ['export nope', /no deck "nope"/],
  ['export --deck=meetup', /no option --deck\. Write the deck alone: npm run export -- meetup/],
  ['export --no-url', /no option --no-url/],
  ['export --output=', /--output has no value/],
  ['export --output=~/slides', /begins with ~/],
  ['export --presses 0', /--presses must be 1 or 2/],
  ['export --output package.json', /--output must be a folder, and "package\.json" is a file/],
  ['export --output package.json/slides', /Cannot write to "package\.json\/slides" \(--output\): .*package\.json is a file/],
  ['rehearse --report README.md', /--report must be a folder, and "README\.md" is a file/],
  ['rehearse --report package.json/report.xml', /Cannot write to "package\.json\/report\.xml" \(--report\)/],
  ['rehearse --recordings package.json', /--recordings must be a folder/],
  ['doctor --nonsense', /no option --nonsense/],
  ['doctor --screen big', /--screen must be/],
  ['image', /No command specified\. See: npm run image -- --help/],
  ['image nope', /Unknown command nope\. See: npm run image -- --help/],
  ['image qemu --nonsense', /no option --nonsense\. See: npm run image -- qemu --help/],
  ['image qemu --set huge', /Expected one of: core, full\. See: npm run image -- qemu --help/],
  ['image embedded --nonsense', /no option --nonsense\. See: npm run image -- embedded --help/],
  ['image pack --nonsense', /no option --nonsense/],
  ['image pack --out scripts', /--out must be a file, and "scripts" is a folder/],
  ['image pack --out=', /--out has no value/],
  ['image qemu --out package.json', /--out must be a folder, and "package\.json" is a file/],
  ['image embedded --out package.json/there', /Cannot write to "package\.json\/there" \(--out\)/],
  ['image import x.tar --out README.md', /--out must be a folder/],
  ['image import --nonsense', /no option --nonsense|Missing required/],
  ['bench --nonsense', /no option --nonsense/],
  ['bench --json demos', /--json must be a file, and "demos" is a folder/],
  ['bench --host example.org', /not the URL of a host/],
  ['bench nope', /no benchmark "nope"/],
  ['build --nonsense', /no option --nonsense/],
  ['build --presses none', /--presses must be 1 or 2/],
  ['build --pdf --no-pdf', /--pdf is given more than once/],
  ['build --output setup/site', /must not be a folder of the project/],
  ['build --output slides', /must not be a folder of the project/],
])('%s is refused before anything else is loaded', async (line, words) => {
  const { output, packages } = await loadedPackages(...line.split(' '))
  expect(output).toMatch(words)
  expect(packages).toEqual(['citty'])
})
