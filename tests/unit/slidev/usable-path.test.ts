import { expect, it } from 'vitest'
import { assertUsablePath } from '../../../scripts/slidev/usable-path.ts'

it.each([
  '/home/anna/talk/slides/meetup.md',
  '/home/anna/My talks/slides/meetup.md',
  '/home/anna/Vorträge/slides/meetup.md',
  '/home/anna/講演/slides/meetup.md',
  '/home/anna/talk (copy)/slides/meetup.md',
])('a deck in %s can be served', (path) => {
  expect(() => assertUsablePath(path, false)).not.toThrow()
})

it.each([
  'Anna\'s talks',
  'C#',
  'why?',
  '100%',
  'a|b',
  '[draft]',
  '{draft}',
  'talk!',
  'best*',
  '$HOME',
  'a`b',
  'a"b',
  'a\\b',
])('a deck in a folder called %s is refused in one sentence that names the folder', (name) => {
  expect(() => assertUsablePath(`/home/anna/${name}/talk/slides/meetup.md`, false)).toThrow(` in its name: /home/anna/${name}/ Rename it, or move the project to another folder.`)
})

it('a path of Windows is no path with backslashes in its names', () => {
  expect(() => assertUsablePath('C:\\Users\\Anna\\talk\\slides\\meetup.md', true)).not.toThrow()
  expect(() => assertUsablePath('C:\\Users\\Anna\\C#\\talk\\slides\\meetup.md', true)).toThrow('C:/Users/Anna/C#/ Rename')
})
