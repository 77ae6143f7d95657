import type { TypedFlatConfigItem } from '@antfu/eslint-config'
import antfu from '@antfu/eslint-config'

/** Forbids imports whose specifier matches, in the files of one folder. */
function forbidImports(name: string, files: string[], rules: { regex: string, message: string }[]): TypedFlatConfigItem {
  return {
    name: `project/${name}`,
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: rules },
      ],
    },
  }
}

/** The rooms of `scripts/`, from what everything stands on to what stands on everything. A room imports only from those before it. */
const rooms = [
  'base',
  'system',
  'cli',
  'preflight',
  'packages',
  'machines',
  'probe',
  'protocol',
  'engine',
  'recordings',
  'hub',
  'slidev',
  'deck',
  'browser',
  'server',
  'rehearsal',
  'export',
  'site',
  'images',
  'doctor',
  'bench',
  'commands',
]

/** One direction of imports between rooms. A rule of its own: the same one, configured twice for a file, counts once. */
const oneDirection = rooms.slice(0, -1).map((room, index): TypedFlatConfigItem => ({
  name: `project/rooms/${room}`,
  files: [`scripts/${room}/**/*.ts`],
  rules: {
    'ts/no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^(?:\\.\\./)+(?:${rooms.slice(index + 1).join('|')})/`, message: `scripts/${room} stands below that room and may not know it.` },
        ],
      },
    ],
  },
}))

/** Parts of `scripts/` that run in a browser, too. */
const nodeFree = 'protocol/|engine/|hub/|probe/|base/|deck/cited-keys\\.ts|machines/(?:machine|script-timeout)\\.ts|machines/embedded/core/'

const slidevByItsDoor = { regex: '^@slidev/(?:cli|parser/fs)$', message: 'Slidev is used through scripts/slidev/slidev.ts: without it, decks have no chapters.' }

export default antfu(
  {
    vue: true,
    typescript: true,
    markdown: true,
    // Files that are wrong on purpose, and what programs write.
    ignores: ['tests/fixtures/bad-demos/**', 'scripts/images/embedded/built/**'],
  },
  {
    name: 'project/node',
    files: ['**/*.ts'],
    rules: {
      // Top-level await is how a Node entry file starts.
      'antfu/no-top-level-await': 'off',
      'no-console': 'off',
      // Node 22 reads files as they are but for their types, and knows no `using` yet.
      'no-restricted-syntax': [
        'error',
        { selector: 'VariableDeclaration[kind=/using$/]', message: 'Node 22 does not know `using`: dispose in `finally`.' },
      ],
    },
  },
  {
    name: 'project/slides',
    files: ['slides/**/*.md', 'tests/fixtures/*-deck/**/*.md'],
    rules: {
      // Every slide of a chapter has a title of its own.
      'markdown/no-multiple-h1': 'off',
    },
  },
  ...oneDirection,
  // Imports go one way: slides → components → demos, scripts → demos.
  forbidImports('components', ['components/**/*.{ts,vue}'], [
    { regex: `/scripts/(?!${nodeFree})`, message: 'Components may import from scripts/ only what is free of Node.' },
    { regex: '/(slides|tests)/', message: 'Components know nothing of slides and tests.' },
  ]),
  forbidImports('demos', ['demos/**/*.ts'], [
    { regex: '^(?!\\./(?:define|parts/[\\w-]+)\\.ts$)', message: 'Demos are data; they import only ./define.ts and ./parts/.' },
  ]),
  forbidImports('scripts', ['scripts/**/*.ts'], [
    { regex: '/(components|slides|tests)/', message: 'Scripts know nothing of components, slides and tests.' },
    slidevByItsDoor,
  ]),
  forbidImports('slidev', ['scripts/slidev/*.ts'], [
    { regex: '/(components|slides|tests|deck)/', message: 'What knows the insides of Slidev knows nothing of decks and what is made of them.' },
  ]),
  forbidImports('tests', ['tests/**/*.ts'], [slidevByItsDoor]),
  forbidImports('node-free', [
    'scripts/{base,protocol,engine,hub,probe}/**/*.ts',
    'scripts/machines/embedded/core/**/*.ts',
    'scripts/machines/machine.ts',
    'scripts/machines/script-timeout.ts',
  ], [
    { regex: '^node:', message: 'This part runs in a browser, too.' },
    { regex: '/(server|commands|export)/', message: 'This part runs in a browser, too.' },
    { regex: '/(components|slides|tests)/', message: 'Scripts know nothing of components, slides and tests.' },
  ]),
)
